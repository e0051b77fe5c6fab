import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import { hasTrait } from '@/lib/domain/outcome-traits'
import type { CallResult } from '../call-anthropic'
import type { LimitKey } from './limit-key'
import { type CallTokens, countedTokens } from './token-limits'

/**
 * What becomes of a call's place in its model's minute. `unsent`: it is given back · `told`: it holds what was used ·
 * `unsure`: the provider may have counted more than it told, so it holds no less than was expected.
 */
export type RateEnd =
  | { kind: 'unsent' }
  | {
      kind: 'told' | 'unsure'
      /** as `countedTokens` counts */
      tokens: number
      /** `performance.now()` when it left this process: its minute begins there and not when it was let through */
      sentAtMs: number
    }

/** Input from the provider's prompt cache counts against no limit of tokens per minute. */
function countingTokens(usage: TokenUsage): CallTokens {
  const { inputTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens } = usage
  return { input: inputTokens + cacheWrite5mTokens + cacheWrite1hTokens, output: outputTokens }
}

/** True: the provider said no before it read the prompt, so no tokens were used. */
function wasTurnedAway({ outcome, usage }: Pick<CallResult, 'outcome' | 'usage'>): boolean {
  const { input, output } = countingTokens(usage)
  const saidNo = outcome === 'rate-limited' || hasTrait(outcome, 'never-taken')
  return saidNo && input + output + usage.cacheReadTokens === 0
}

/** What becomes of the place of a call that ended so. Usage is told to its end only with a stop reason. */
export function rateEndOf(
  key: LimitKey,
  result: Pick<CallResult, 'outcome' | 'usage' | 'stopReason' | 'sentAtMs'>,
): RateEnd {
  const { stopReason, sentAtMs, usage } = result
  if (sentAtMs === undefined) return { kind: 'unsent' }
  const isTold = stopReason !== null || wasTurnedAway(result)
  return { kind: isTold ? 'told' : 'unsure', tokens: countedTokens(key, countingTokens(usage)), sentAtMs }
}
