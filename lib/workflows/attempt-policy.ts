import type { AttemptOutcome, TemplateReason } from '@/lib/domain/words'

/**
 * What the engine does after a model call: `check` its output · `wait` and call again · `repeat` the call at once, as a
 * repair · `split` the target, or allow a longer answer · `next-tier` · `stop` calling models for this stage.
 */
export type AttemptPolicy = 'check' | 'wait' | 'repeat' | 'split' | 'next-tier' | 'stop'

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
  'invalid-key': 'stop',
  'unknown-model': 'stop',
  'bad-request': 'stop',
  budget: 'stop',
  cancelled: 'stop',
} satisfies Record<AttemptOutcome, AttemptPolicy>

export function policyFor(outcome: AttemptOutcome): AttemptPolicy {
  return POLICY[outcome]
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
  'invalid-key': 'the provider refused the key',
  'unknown-model': 'the provider does not know the model',
  'bad-request': 'the provider refused the request',
  budget: 'the budget is used up',
  cancelled: 'cancelled',
} satisfies Record<AttemptOutcome, string>

/** The outcome in words, to stand within a sentence. */
export function wordsFor(outcome: AttemptOutcome): string {
  return WORDS[outcome]
}

const ADVICE: Partial<Record<AttemptOutcome, string>> = {
  'invalid-key': 'Enter a valid key in Settings → Provider.',
  'unknown-model': 'Choose another model in Settings → Provider.',
  budget: 'Raise the budget, or run again in the next period.',
}

/** Why a stage ends at the template after this outcome, with what a person can do about it. */
export function failureAfter(
  outcome: AttemptOutcome,
  detail: string | null,
): { reason: TemplateReason; text: string } {
  const policy = policyFor(outcome)
  const providerFailed = policy === 'wait' || (policy === 'stop' && outcome !== 'budget')
  const reason = outcome === 'budget' ? 'budget' : providerFailed ? 'provider-down' : 'invalid-output'
  const words = WORDS[outcome]
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}${detail === null ? '' : ` (${detail})`}.`
  return { reason, text: [sentence, ADVICE[outcome]].filter((part) => part !== undefined).join(' ') }
}
