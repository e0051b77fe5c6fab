import 'server-only'
import { type LimitKey, limitKeyText } from './limit-key'

/** Characters of a token of code and English, about. */
const CHARACTERS_PER_TOKEN = 3.5
/** How much of a first call's allowed answer is expected, until answers have been seen. */
const FIRST_GUESS_SHARE = 0.25
/** Weight of the newest answer in the mean. */
const NEWEST_SHARE = 0.1

const meanOutput = new Map<string, number>()

/** What a call is likely to use: its prompt by length, its answer as the last ones of this model in this process. */
export function expectedTokens(key: LimitKey, promptCharacters: number, maxTokens: number): number {
  const output = meanOutput.get(limitKeyText(key)) ?? maxTokens * FIRST_GUESS_SHARE
  return Math.ceil(promptCharacters / CHARACTERS_PER_TOKEN + Math.min(output, maxTokens))
}

/** Notes how long an answer was. */
export function learnOutput(key: LimitKey, outputTokens: number): void {
  const before = meanOutput.get(limitKeyText(key)) ?? outputTokens
  meanOutput.set(limitKeyText(key), before + NEWEST_SHARE * (outputTokens - before))
}
