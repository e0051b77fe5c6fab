import { z } from 'zod'
import { ShownMoney } from './money'

/** Integer nano-USD per million tokens. */
const Rates = z.object({
  inputNanoUsd: ShownMoney,
  outputNanoUsd: ShownMoney,
  cacheReadNanoUsd: ShownMoney,
  cacheWrite5mNanoUsd: ShownMoney,
  cacheWrite1hNanoUsd: ShownMoney,
})

/** How a call stood until it was priced again. */
export const EarlierCharge = z.object({
  priceId: z.string().nullable(),
  /** the model had no price then: the row was the dearest known one */
  priceGuessed: z.boolean(),
  costNanoUsd: ShownMoney,
  /** when it was priced again; ISO 8601 */
  until: z.string(),
})
export type EarlierCharge = z.infer<typeof EarlierCharge>

/** What one call was charged, and all that it takes to work that out again. */
export const RunCharge = z.object({
  attemptId: z.string(),
  stage: z.string(),
  model: z.string().nullable(),
  /** the provider's name of the request, as on its bill; null: none came */
  requestId: z.string().nullable(),
  tokens: z.object({
    input: z.number().int(),
    output: z.number().int(),
    cacheRead: z.number().int(),
    cacheWrite5m: z.number().int(),
    cacheWrite1h: z.number().int(),
  }),
  priceRow: z.string().nullable(),
  /** null: it was free */
  rates: Rates.nullable(),
  /** of the full price, in thousandths */
  factorPermille: z.number().int(),
  /** the model had no price: the row is the dearest known one */
  priceGuessed: z.boolean(),
  costNanoUsd: ShownMoney,
  /** before it was priced again for the first time; null: it never was */
  firstCostNanoUsd: z.number().int().nullable(),
  /** what each reprice replaced, oldest first */
  earlier: z.array(EarlierCharge),
})
export type RunCharge = z.infer<typeof RunCharge>
