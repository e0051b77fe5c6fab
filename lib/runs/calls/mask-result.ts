import 'server-only'
import { cutTo } from '@/lib/format/cut-text'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { log } from '@/lib/log/log'
import { maskText, maskTexts } from '@/lib/privacy/mask-texts'

/** Cut only when nothing is left in it that a cut could hide. */
const MOST_OF_ERROR = 500
const WITHHELD = 'The answer could not be searched for secrets, so it was withheld.'

/**
 * A call's result as it is kept: secrets masked in the answer, and whatever of the prompt a server repeats in its error.
 * Masked once, so that a replay finds what the first pass went on with. Never throws, as the call is paid by then: an
 * answer that cannot be searched counts as an unreadable one.
 */
export async function maskResult(result: CallResult, runId: string): Promise<CallResult> {
  const { text, errorText } = result
  try {
    return {
      ...result,
      text: text === null ? null : ((await maskTexts([text], runId, { onlySecrets: true })).texts[0] ?? ''),
      errorText: errorText === null ? null : cutTo(await maskText(errorText, runId), MOST_OF_ERROR),
    }
  } catch (error) {
    log.error({ err: error, runId }, 'an answer could not be masked')
    const outcome = result.outcome === 'ok' ? 'schema-mismatch' : result.outcome
    return { ...result, outcome, text: null, errorText: WITHHELD }
  }
}
