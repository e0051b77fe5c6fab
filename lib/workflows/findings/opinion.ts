import { z } from 'zod'
import { FindingSeverity } from '@/lib/domain/finding'

/** Lines of code that take the place of others, as text: numbers would be wrong after an edit elsewhere. */
export const TextEdit = z.object({
  before: z.string().describe('whole lines of the code as they stand, without their numbers'),
  after: z.string().describe('what they become; empty: they are removed'),
})
export type TextEdit = z.infer<typeof TextEdit>

/** What a model says of one candidate after a close look. */
export const Opinion = z.object({
  id: z.string().describe('c1, c2 …'),
  verdict: z.enum(['keep', 'drop']),
  reason: z.string().describe('why it is a fault, or why it is none; one or two sentences'),
  trigger: z.string().describe('the concrete input or situation that makes it happen; empty: there is none'),
  severity: FindingSeverity,
  confidence: z.enum(['certain', 'likely', 'possible']),
  fix: z.array(TextEdit).describe('the smallest change that mends it; empty when none is safe'),
  example: z.string().describe('how right code looks here; empty when the fix says it all'),
})
export type Opinion = z.infer<typeof Opinion>

export const Opinions = z.object({ answers: z.array(Opinion) })
export type Opinions = z.infer<typeof Opinions>

/** What a model says that tried to show that a candidate is no fault. */
export const Refutation = z.object({
  id: z.string().describe('c1, c2 …'),
  refuted: z.boolean(),
  reason: z.string().describe('the line or fact that makes it harmless, or why nothing does'),
})
export type Refutation = z.infer<typeof Refutation>

export const Refutations = z.object({ answers: z.array(Refutation) })
export type Refutations = z.infer<typeof Refutations>
