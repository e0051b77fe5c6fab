import { AttemptOutcome } from './words'

/**
 * What the end of a model call tells beyond itself.
 * `unanswered`: it brought no answer to check · `poor`: the model was asked and what it gave is no good, so it says something
 * of its tier · `passing`: it may be over after a while · `soon`: in a moment even, as the provider itself says what it lacks ·
 * `refused`: the provider was there and said no; nobody needs to wait for it · `whole-provider`: its other models need not be
 * asked · `headers`: another form of headers may mend it · `never-taken`: a batch that ended so was certainly not taken.
 */
export type OutcomeTrait =
  | 'unanswered'
  | 'poor'
  | 'passing'
  | 'soon'
  | 'refused'
  | 'whole-provider'
  | 'headers'
  | 'never-taken'

const TRAITS = {
  ok: [],
  'invalid-output': ['poor'],
  'schema-mismatch': ['poor'],
  'max-tokens': ['poor'],
  refusal: ['poor'],
  empty: ['poor'],
  'context-too-large': ['poor', 'unanswered', 'never-taken'],
  'rate-limited': ['unanswered', 'passing', 'soon'],
  overloaded: ['unanswered', 'passing', 'soon'],
  'server-error': ['unanswered', 'passing', 'soon'],
  timeout: ['unanswered', 'passing'],
  connection: ['unanswered', 'passing', 'whole-provider'],
  'cut-stream': ['unanswered', 'passing'],
  'malformed-stream': ['unanswered', 'passing'],
  'invalid-key': ['unanswered', 'refused', 'whole-provider', 'headers', 'never-taken'],
  'unknown-model': ['unanswered', 'refused', 'never-taken'],
  'bad-request': ['unanswered', 'refused', 'headers', 'never-taken'],
  budget: [],
  cancelled: [],
} satisfies Record<AttemptOutcome, readonly OutcomeTrait[]>

/** Whether calls that end so have the trait. */
export function hasTrait(outcome: AttemptOutcome, trait: OutcomeTrait): boolean {
  const traits: readonly OutcomeTrait[] = TRAITS[outcome]
  return traits.includes(trait)
}

/** All ends of a call that have the trait, in the order of the word list. */
export function outcomesWith(trait: OutcomeTrait): AttemptOutcome[] {
  return AttemptOutcome.options.filter((outcome) => hasTrait(outcome, trait))
}
