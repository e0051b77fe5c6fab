import { type RunReason, TemplateReason } from './words'

/**
 * How far a reason for the template reaches. `call`: another question may well be answered · `run`: it holds for every
 * question still to come, though a model was to be asked · `choice`: so it does, as no model was allowed in the first place.
 */
const REACH = {
  'invalid-output': 'call',
  budget: 'run',
  'provider-down': 'run',
  'provider-refused': 'run',
  'no-provider': 'choice',
  'opted-out': 'choice',
  policy: 'choice',
} satisfies Record<TemplateReason, 'call' | 'run' | 'choice'>

/** True for a reason that holds for everything else that models were to be asked in this run. */
export function holdsForAll(reason: RunReason): boolean {
  const known = TemplateReason.safeParse(reason)
  return known.success && REACH[known.data] !== 'call'
}

/** Reasons for which no model was allowed: a template is then no fallback of the model path. */
export const NO_MODEL_ALLOWED: TemplateReason[] = TemplateReason.options.filter(
  (reason) => REACH[reason] === 'choice',
)
