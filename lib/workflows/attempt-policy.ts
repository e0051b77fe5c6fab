import type { AttemptRecord } from '@/lib/domain/attempt'
import type { AttemptOutcome, TemplateReason } from '@/lib/domain/words'

/**
 * What the engine does after a model call: `check` its output · `wait` and call again, then the next provider ·
 * `next-provider` at once, and where the last one has no such model the next tier · `repeat` the call once, then the next tier · `split` the target, or allow a longer answer ·
 * `next-tier` · `stop` calling models for this stage.
 */
export type AttemptPolicy = 'check' | 'wait' | 'next-provider' | 'repeat' | 'split' | 'next-tier' | 'stop'

const POLICY = {
  ok: 'check',
  // Both are set after the call; a replayed step may meet them as the recorded outcome.
  'invalid-output': 'check',
  'schema-mismatch': 'check',
  'max-tokens': 'split',
  'context-too-large': 'split',
  refusal: 'next-tier',
  empty: 'repeat',
  'rate-limited': 'wait',
  overloaded: 'wait',
  'server-error': 'wait',
  timeout: 'wait',
  connection: 'wait',
  'cut-stream': 'wait',
  'malformed-stream': 'wait',
  'invalid-key': 'next-provider',
  'unknown-model': 'next-provider',
  'bad-request': 'next-provider',
  budget: 'stop',
  cancelled: 'stop',
} satisfies Record<AttemptOutcome, AttemptPolicy>

/** What the ladder does after a call that ended so. */
export function policyFor(outcome: AttemptOutcome): AttemptPolicy {
  return POLICY[outcome]
}

/** Nothing listens at the address, or the name does not exist: what the system says at once, unlike a connection that breaks. */
export function isRefusedConnection(attempt: Pick<AttemptRecord, 'outcome' | 'errorText'>): boolean {
  return attempt.outcome === 'connection' && /\b(ECONNREFUSED|ENOTFOUND)\b/.test(attempt.errorText ?? '')
}

const WORDS = {
  ok: 'fine',
  'invalid-output': 'the answer did not pass its checks',
  'schema-mismatch': 'the answer did not have the asked form',
  'max-tokens': 'the answer was cut at its length limit',
  'context-too-large': 'the code is too large for the model',
  refusal: 'the model declined',
  empty: 'the answer was empty',
  'rate-limited': 'rate limited',
  overloaded: 'the provider is overloaded',
  'server-error': 'the provider had an error',
  timeout: 'the provider did not answer in time',
  connection: 'the provider cannot be reached',
  'cut-stream': 'the connection broke in mid-answer',
  'malformed-stream': 'the answer came in a form that cannot be read',
  'invalid-key': 'the provider refused the key',
  'unknown-model': 'the provider does not know the model',
  'bad-request': 'the provider refused the request',
  budget: 'too little budget is left for one more call',
  cancelled: 'cancelled',
} satisfies Record<AttemptOutcome, string>

/** The outcome in words, to stand within a sentence. */
export function wordsFor(outcome: AttemptOutcome): string {
  return WORDS[outcome]
}

const ADVICE: Partial<Record<AttemptOutcome, string>> = {
  'invalid-key': 'Enter a valid key in Settings → Providers.',
  'unknown-model': 'Choose another model in Settings → Providers.',
  'context-too-large': 'Cut the module into smaller ones; asking again does not help.',
  'bad-request': 'Compare the model and its settings in Settings → Providers with what the provider says.',
  budget: 'Raise the budget, or run again in the next period.',
}

/** What a person can do about this outcome; null where nothing but trying again helps. */
export function adviceFor(outcome: AttemptOutcome): string | null {
  return ADVICE[outcome] ?? null
}

/** Why a stage ends at the template after an answer of this outcome, with what a person can do about it. */
export function failureAfter(
  outcome: AttemptOutcome,
  detail: string | null,
): { reason: TemplateReason; text: string } {
  const words = WORDS[outcome]
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}${detail === null ? '' : ` (${detail})`}.`
  return {
    reason: outcome === 'budget' ? 'budget' : 'invalid-output',
    text: [sentence, ADVICE[outcome]].filter((part) => part !== undefined).join(' '),
  }
}
