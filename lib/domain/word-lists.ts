import type { FindingSeverity } from './finding'
import type {
  AttemptOutcome,
  CacheMissReason,
  RunReason,
  RunSource,
  Tier,
  Verdict,
  WorkflowName,
} from './words'

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

export const VERDICTS = ['verified', 'unverified', 'rejected'] as const satisfies readonly Verdict[]

export const RUN_SOURCES = ['model', 'cache', 'template'] as const satisfies readonly RunSource[]

export const MISS_REASONS = [
  'first-time',
  'source-changed',
  'prompt-changed',
  'model-changed',
  'options-changed',
  'failed-recheck',
  'expired',
  'invalidated',
] as const satisfies readonly CacheMissReason[]

export const ATTEMPT_OUTCOMES = [
  'ok',
  'invalid-output',
  'schema-mismatch',
  'max-tokens',
  'refusal',
  'empty',
  'rate-limited',
  'overloaded',
  'server-error',
  'timeout',
  'connection',
  'cut-stream',
  'malformed-stream',
  'invalid-key',
  'unknown-model',
  'context-too-large',
  'bad-request',
  'budget',
  'cancelled',
] as const satisfies readonly AttemptOutcome[]

export const RUN_REASONS = [
  'no-provider',
  'opted-out',
  'policy',
  'budget',
  'provider-down',
  'provider-refused',
  'invalid-output',
  'syntax-error',
  'not-analysed',
  'missing-dependency',
  'import-error',
  'no-sandbox',
  'no-python',
  'nothing-testable',
  'observation-failed',
  'no-valid-tests',
] as const satisfies readonly RunReason[]
