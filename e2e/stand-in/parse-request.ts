import { z } from 'zod'
import type { ModelRequest } from './types'

const Block = z.looseObject({
  type: z.string(),
  text: z.string().default(''),
  cache_control: z.looseObject({ ttl: z.enum(['5m', '1h']).optional() }).nullish(),
})
const Content = z
  .union([z.string(), z.array(Block)])
  .transform((content) =>
    typeof content === 'string' ? [Block.parse({ type: 'text', text: content })] : content,
  )

/** The parts of a Messages request that decide an answer and its price; unknown fields are let through. */
export const RequestBody = z.looseObject({
  model: z.string().min(1),
  max_tokens: z.number().int().positive().default(1),
  stream: z.boolean().default(false),
  system: Content.default([]),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: Content })).min(1),
  output_config: z
    .object({
      format: z
        .object({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullish(),
      effort: z.string().nullish(),
    })
    .nullish(),
})
export type RequestBody = z.infer<typeof RequestBody>

function textOf(blocks: { text: string }[]): string {
  return blocks.map((block) => block.text).join('\n')
}

/** Turns a checked body into what rules match on. */
export function parseRequest(body: RequestBody, number: number): ModelRequest {
  const system = textOf(body.system)
  const messages = body.messages.map((message) => ({ role: message.role, text: textOf(message.content) }))
  return {
    number,
    model: body.model,
    maxTokens: body.max_tokens,
    stream: body.stream,
    system,
    messages,
    allText: [system, ...messages.map((message) => message.text)].join('\n'),
    outputSchema: body.output_config?.format?.schema ?? null,
    effort: body.output_config?.effort ?? null,
  }
}
