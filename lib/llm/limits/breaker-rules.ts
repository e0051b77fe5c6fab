import 'server-only'
import type { AttemptOutcome } from '@/lib/domain/words'

/**
 * What an outcome says of a model at its provider. `fault`: it fails · `alive`: it wants fewer calls, so it is
 * there, and each call waits as long as it was told · `works`: it answered, whatever the answer was worth · `refused`: it will not until a person changes its settings · `none`: nothing, the call was not made or we broke it off ourselves.
 */
export type BreakerEffect = 'fault' | 'alive' | 'works' | 'refused' | 'none'

const EFFECT = {
  ok: 'works',
  'invalid-output': 'works',
  'schema-mismatch': 'works',
  'max-tokens': 'works',
  refusal: 'works',
  empty: 'works',
  'context-too-large': 'works',
  'bad-request': 'works',
  'rate-limited': 'alive',
  overloaded: 'fault',
  'server-error': 'fault',
  timeout: 'fault',
  connection: 'fault',
  'cut-stream': 'fault',
  'malformed-stream': 'fault',
  'invalid-key': 'refused',
  'unknown-model': 'refused',
  budget: 'none',
  cancelled: 'none',
} satisfies Record<AttemptOutcome, BreakerEffect>

/** What the outcome of one call does to the breaker of its model. */
export function breakerEffect(outcome: AttemptOutcome): BreakerEffect {
  return EFFECT[outcome]
}

export interface BreakerRules {
  /** faults in a row that open it */
  failuresToOpen: number
  /** first pause before a probe; each failed probe doubles it */
  firstPauseMs: number
  maxPauseMs: number
  /** After this another probe may pass: the process of the first one has died. Its run, resumed, keeps it before. */
  probeLeaseMs: number
}

export const BREAKER_RULES: BreakerRules = {
  failuresToOpen: 5,
  firstPauseMs: 15_000,
  maxPauseMs: 300_000,
  probeLeaseMs: 300_000,
}
