import { z } from 'zod'

export const FilterChoice = z.object({ value: z.string(), label: z.string() })
export type FilterChoice = z.infer<typeof FilterChoice>

/** What of a team's own the figures can be filtered by, as it is called today. */
export const FilterChoices = z.object({
  project: z.array(FilterChoice),
  member: z.array(FilterChoice),
  /** models and prompt versions that were used in the last 90 days */
  model: z.array(FilterChoice),
  prompt: z.array(FilterChoice),
})
export type FilterChoices = z.infer<typeof FilterChoices>
