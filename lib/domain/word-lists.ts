import type { FindingSeverity } from './finding'
import type { Tier, WorkflowName } from './words'

/** The words of schemas where these would be too heavy: on pages. A test compares them. */
export const WORKFLOW_NAMES = [
  'test-generation',
  'documentation',
  'code-review',
  'refactoring',
  'bug-prediction',
] as const satisfies readonly WorkflowName[]

export const TIERS = ['cheap', 'capable', 'premium'] as const satisfies readonly Tier[]

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly FindingSeverity[]
