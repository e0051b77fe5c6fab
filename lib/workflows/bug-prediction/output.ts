import { z } from 'zod'
import { Opinion } from '../findings/opinion'

/** A test that is to fail because of the fault, as a model writes it. */
export const ProposedTest = z.object({
  imports: z.array(z.string()).describe('import statements, one each'),
  code: z.string().describe('one function named test_…, at column 0; empty: it cannot be shown by a test'),
  exception: z.string().describe('name of the exception that ends it; empty: its assertion fails'),
  property: z.string().describe('what right code would do here, in one sentence'),
})
export type ProposedTest = z.infer<typeof ProposedTest>

export const Prediction = Opinion.extend({
  prevention: z.string().describe('how code of this kind is kept from going wrong; one sentence'),
  test: ProposedTest,
})
export type Prediction = z.infer<typeof Prediction>

/** What a model answers of the flagged places of a function. */
export const Predictions = z.object({ answers: z.array(Prediction) })

/** How sure a second look is of a prediction, with what the sandbox showed. */
export const Weight = z.object({
  id: z.string().describe('c1, c2 …'),
  confidence: z.enum(['certain', 'likely', 'possible', 'refuted']),
  reason: z.string().describe('the line or fact that decides it'),
})
export type Weight = z.infer<typeof Weight>

export const Weights = z.object({ answers: z.array(Weight) })
