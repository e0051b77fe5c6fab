import type { AnswerUse } from './answer-use'

/** What became of an answer, to stand beside how its call ended; null: nothing is recorded, or there is nothing to say. */
export function describeUse(use: AnswerUse | null): string | null {
  if (use === null) return null
  if (use.kept === 0) return 'replaced'
  return use.kept >= use.of ? 'used' : `used in part: ${use.kept} of ${use.of}`
}
