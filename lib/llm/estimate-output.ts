import 'server-only'
import type { CallResult } from './call-anthropic'

/** Code takes more tokens than prose; rather one too many in the books than one too few. */
const CHARACTERS_PER_TOKEN = 3

/**
 * An answer that was cut off is paid for, but its output tokens are told only with its stop reason. Until then the first
 * event's count stands (mostly 1): taken instead are the characters that came in, at three a token, and the error says
 * so, but never more than were allowed, which is what was reserved. Thoughts that a model keeps to itself are not seen.
 */
export function estimateOutput(result: CallResult, characters: number, maxTokens: number): CallResult {
  const { usage, stopReason, errorText } = result
  const outputTokens = Math.min(Math.ceil(characters / CHARACTERS_PER_TOKEN), maxTokens)
  if (stopReason !== null || errorText === null || outputTokens <= usage.outputTokens) return result
  const note = `Its ${outputTokens} output tokens are estimated from the ${characters} characters that came in.`
  return {
    ...result,
    usage: { ...usage, outputTokens },
    errorText: `${errorText.replace(/\.?$/, '.')} ${note}`,
  }
}

/** An error's text without what `estimateOutput` added to it, for whom that call does not matter. */
export function withoutEstimate(errorText: string): string {
  return errorText.replace(/ Its \d+ output tokens are estimated from the \d+ characters that came in\.$/, '')
}
