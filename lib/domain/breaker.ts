import { z } from 'zod'

/** A model that is left alone because its provider fails to serve it, for pages. */
export const BreakerRow = z.object({
  providerId: z.string(),
  providerName: z.string(),
  model: z.string(),
  /** `half-open`: one call is trying it right now · `refused`: it is not tried until its settings change or a test passes */
  state: z.enum(['open', 'half-open', 'refused']),
  /** of `refused`: the key, which holds for all models of the provider; else the model is not known there */
  isKeyRefused: z.boolean(),
  /** in a row */
  failures: z.number().int(),
  /** what the provider said last; null: of a provider that other teams use too, or nothing */
  lastText: z.string().nullable(),
  /** since when it is left alone; ISO 8601 */
  openedAt: z.string(),
  /** from here on one call may try it; ISO 8601; null: the next one may */
  probeAt: z.string().nullable(),
})
export type BreakerRow = z.infer<typeof BreakerRow>
