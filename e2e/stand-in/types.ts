import { z } from 'zod'

/** Something that goes wrong on purpose. `afterEvents`: how many events of the stream are sent before it happens. */
export const Fault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    status: z.number().int(),
    errorType: z.string().optional(),
    message: z.string().optional(),
    /** value of the retry-after header: seconds or an HTTP date */
    retryAfter: z.union([z.string(), z.number()]).optional(),
  }),
  /** the connection is closed before any answer */
  z.object({ kind: z.literal('drop') }),
  /** the connection is closed in the middle of the stream */
  z.object({ kind: z.literal('cut'), afterEvents: z.number().int().default(3) }),
  /** the stream ends politely but too early */
  z.object({ kind: z.literal('early-end'), afterEvents: z.number().int().default(3) }),
  z.object({
    kind: z.literal('error-event'),
    afterEvents: z.number().int().default(3),
    errorType: z.string().default('overloaded_error'),
    message: z.string().default('Overloaded'),
  }),
  /** an event whose data is not JSON */
  z.object({ kind: z.literal('malformed'), afterEvents: z.number().int().default(3) }),
  /** nothing more is sent; null: not even the headers */
  z.object({ kind: z.literal('hang'), afterEvents: z.number().int().nullable().default(null) }),
])
export type Fault = z.infer<typeof Fault>

/** What to answer. `json` is sent as text, as structured output is. */
export const Reply = z.object({
  text: z.string().optional(),
  json: z.unknown().optional(),
  stopReason: z.enum(['end_turn', 'max_tokens', 'refusal', 'stop_sequence']).optional(),
  usage: z
    .object({
      inputTokens: z.number().int(),
      outputTokens: z.number().int(),
      cacheReadTokens: z.number().int(),
      cacheWrite5mTokens: z.number().int(),
      cacheWrite1hTokens: z.number().int(),
    })
    .partial()
    .optional(),
  /** thoughts that are paid for and not shown: on top of the text's own tokens */
  thinkingTokens: z.number().int().optional(),
  /** time before the headers are sent */
  latencyMs: z.number().optional(),
  /** time between two events of the stream */
  eventDelayMs: z.number().optional(),
  /** a model that thinks: only pings come for a while, after the stream's first event */
  thinking: z.object({ pings: z.number().int(), everyMs: z.number() }).optional(),
  fault: Fault.optional(),
  /** in a batch: the request was not worked on within its day */
  expires: z.boolean().optional(),
})
export type Reply = z.infer<typeof Reply>

/** Which requests a rule is for; every given condition must hold. */
export const Match = z.object({
  model: z.string().optional(),
  /** text that occurs in the system prompt or in any message */
  contains: z.string().optional(),
  notContains: z.string().optional(),
  /** counted over all requests to /v1/messages since the last reset, from 1 */
  requestNumbers: z.array(z.number().int()).optional(),
})
export type Match = z.infer<typeof Match>

export const Rule = z.object({
  match: Match.default({}),
  /** the rule is used up after so many replies */
  times: z.number().int().positive().optional(),
  reply: Reply,
})
export type Rule = z.infer<typeof Rule>

/** A whole script as the control API takes it. */
export const Script = z.object({
  rules: z.array(Rule).default([]),
  /** structured answers by module name: the longest name that the request contains wins; asked when no rule matches */
  answers: z.record(z.string(), z.unknown()).default({}),
  /** keeps earlier rules and answers */
  append: z.boolean().default(false),
  /** how long a batch is in progress from now on */
  batchDelayMs: z.number().optional(),
})
export type Script = z.infer<typeof Script>

/** A request to /v1/messages as rules and responders see it. */
export interface ModelRequest {
  number: number
  model: string
  maxTokens: number
  stream: boolean
  system: string
  messages: { role: string; text: string }[]
  /** system and messages, joined */
  allText: string
  outputSchema: Record<string, unknown> | null
  effort: string | null
}

/** A rule of a script in the same process: its reply may be computed. */
export interface InProcessRule {
  match?: Match
  times?: number
  reply: Reply | ((request: ModelRequest) => Reply | Promise<Reply>)
}

export interface WireUsage {
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  cacheWrite5mTokens: number
  cacheWrite1hTokens: number
}

/** One request as the log keeps it: enough to recount every cost independently. */
export interface LoggedRequest {
  requestId: string
  number: number
  receivedAt: string
  /** from the last byte of the request to that of the answer; null: not answered yet */
  answeredInMs: number | null
  model: string
  maxTokens: number
  stream: boolean
  hasOutputSchema: boolean
  system: string
  messages: { role: string; text: string }[]
  headers: { version: string | null; keyLastFour: string | null }
  effort: string | null
  status: number | null
  fault: Fault['kind'] | null
  /** how it ended, seen from the server */
  ended: 'open' | 'completed' | 'broken-off' | 'client-closed'
  stopReason: string | null
  /** the last usage that went over the wire; null: none did */
  usage: WireUsage | null
  /** characters of the answer's text that went over the wire */
  characters: number
  /** the batch it came in, at half the price */
  batchId?: string
}
