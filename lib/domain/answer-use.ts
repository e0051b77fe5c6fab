import { z } from 'zod'

/** What became of a model's answer: how many of its parts (tests, findings, opinions) stand in the run's output. */
export const AnswerUse = z.object({ kept: z.number().int(), of: z.number().int() })
export type AnswerUse = z.infer<typeof AnswerUse>

/** By attempt; an answer that is not named left nothing. */
export const AnswerUses = z.record(z.string(), AnswerUse)
export type AnswerUses = z.infer<typeof AnswerUses>

/** The answers of which something stands, as a run's end recorded them; null: it recorded none. */
export function readAnswerUses(figures: unknown): AnswerUses | null {
  return z.object({ answerUses: AnswerUses }).safeParse(figures).data?.answerUses ?? null
}
