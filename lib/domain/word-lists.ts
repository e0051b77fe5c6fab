import type { Tier, WorkflowName } from './words'

/** The words of `WorkflowName` and `Tier` where schemas would be too heavy: on pages. A test compares them. */
export const WORKFLOW_NAMES = [
  'test-generation',
  'documentation',
  'code-review',
  'refactoring',
  'bug-prediction',
] as const satisfies readonly WorkflowName[]

export const TIERS = ['cheap', 'capable', 'premium'] as const satisfies readonly Tier[]
