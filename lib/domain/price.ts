import { z } from 'zod'

const NANO_PER_MICRO_USD = 1000
const MOST_USD = 100_000

/** What is wrong with an amount as typed; null: nothing. */
function problemOf(text: string): string | null {
  if (/^\d{1,6}(\.\d{1,6})?$/.test(text)) return Number(text) <= MOST_USD ? null : 'The most is $100,000.'
  if (text === '') return 'Enter a price; 0 where it costs nothing.'
  if (/^\d+,\d+$/.test(text)) return `Write a point: ${text.replace(',', '.')}.`
  if (/^[-−]/.test(text)) return 'A price is not below 0.'
  if (/^\d+\.\d{7,}$/.test(text)) return 'At most six decimals.'
  return 'Dollars as a number, such as 2.50.'
}

/** US dollars per million tokens as typed, with up to six decimals; becomes integer nano-USD per million tokens. */
const usdPerMTok = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const problem = problemOf(text)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem })
  })
  .transform((text) => Math.round(Number(text) * 1e6) * NANO_PER_MICRO_USD)

const date = z.iso.date('Choose a day.')

/** What the form of a new price sends: a row of the team's own, from a day on, for one band of prompt lengths. */
export const PriceDraft = z.object({
  model: z
    .string()
    .trim()
    .min(1, 'Enter the id of the model.')
    .max(200)
    .regex(/^\S+$/, 'A model’s id has no spaces.'),
  /** UTC day; may lie in the past or in the future */
  from: date,
  /** the band holds for prompts of at least this many tokens */
  minPromptTokens: z.number({ error: 'Enter a number of tokens.' }).int().min(0).max(10_000_000),
  input: usdPerMTok,
  output: usdPerMTok,
  cacheRead: usdPerMTok,
  cacheWrite5m: usdPerMTok,
  cacheWrite1h: usdPerMTok,
  /** what a call of the batch API costs, of the full price */
  batchPercent: z.number({ error: 'Enter a percentage.' }).min(0).max(100).multipleOf(0.1),
  source: z.string().trim().min(3, 'Say where the price is from.').max(300),
})
export type PriceDraft = z.infer<typeof PriceDraft>

/** One price row; rates in integer nano-USD per million tokens, times ISO 8601 UTC. */
export const PriceRow = z.object({
  id: z.string(),
  /** false: of the list that comes with Assay */
  isOwn: z.boolean(),
  model: z.string(),
  from: z.string(),
  minPromptTokens: z.number().int(),
  input: z.number().int(),
  output: z.number().int(),
  cacheRead: z.number().int(),
  cacheWrite5m: z.number().int(),
  cacheWrite1h: z.number().int(),
  batchPermille: z.number().int(),
  source: z.string(),
  sourceDate: z.string(),
  /** `later`: from a day to come; `replaced`: a newer row or the team's own holds */
  state: z.enum(['in-force', 'later', 'replaced']),
  /** attempts of the team that were charged by it */
  attempts: z.number().int(),
})
export type PriceRow = z.infer<typeof PriceRow>

/** Attempts that were charged by a guess, as their model had no price. */
export const UnpricedModel = z.object({
  model: z.string(),
  attempts: z.number().int(),
  costNanoUsd: z.number().int(),
  lastAt: z.string(),
  /** a price was added since: they can be repriced */
  hasPriceNow: z.boolean(),
})
export type UnpricedModel = z.infer<typeof UnpricedModel>

export const RepriceRequest = z
  .object({
    /** UTC days, both included */
    from: date,
    to: date,
    models: z.array(z.string().min(1)).min(1, 'Choose at least one model.').max(200),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'The end lies before the beginning.' })
export type RepriceRequest = z.infer<typeof RepriceRequest>

const Change = z.object({
  attempts: z.number().int(),
  beforeNanoUsd: z.number().int(),
  afterNanoUsd: z.number().int(),
})

/** What a reprice would change; attempts whose price stays are not among them. */
export const RepricePreview = Change.extend({ byModel: z.array(Change.extend({ model: z.string() })) })
export type RepricePreview = z.infer<typeof RepricePreview>

/** A reprice as it was seen and confirmed. */
export const RepriceOrder = z.intersection(RepriceRequest, z.object({ seen: Change }))

/** One reprice that was done. */
export const RepriceEvent = Change.extend({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  models: z.array(z.string()),
  who: z.string(),
  at: z.string(),
})
export type RepriceEvent = z.infer<typeof RepriceEvent>

/** A price older than this may be stale. */
export const PRICE_AGE_WARNING_DAYS = 90
