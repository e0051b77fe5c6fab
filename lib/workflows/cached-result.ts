import { z } from 'zod'

/** What a stage's result looks like in the cache; readers of the table know it too. */
export const CachedResult = z.object({
  output: z.json(),
  promptVersion: z.string(),
  /** who made it: not always who was to be asked first; absent in entries of before */
  model: z.string().nullish(),
  provider: z.string().nullish(),
})
export type CachedResult = z.infer<typeof CachedResult>
