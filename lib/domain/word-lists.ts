/** Words of which schemas are made (words.ts, finding.ts), for pages, where schemas would be too heavy. */
export const WORKFLOW_NAMES = [
  'test-generation',
  'documentation',
  'code-review',
  'refactoring',
  'bug-prediction',
] as const

export const TIERS = ['cheap', 'capable', 'premium'] as const

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const

export const VERDICTS = ['verified', 'unverified', 'rejected'] as const

export const RUN_SOURCES = ['model', 'cache', 'template'] as const

export const MISS_REASONS = [
  'first-time',
  'source-changed',
  'prompt-changed',
  'model-changed',
  'options-changed',
  'failed-recheck',
  'expired',
  'invalidated',
] as const

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
] as const

export const TEMPLATE_REASONS = [
  'no-provider',
  'opted-out',
  'policy',
  'budget',
  'provider-down',
  'provider-refused',
  'invalid-output',
] as const

export const UNVERIFIED_REASONS = [
  'syntax-error',
  'not-analysed',
  'missing-dependency',
  'import-error',
  'no-sandbox',
  'no-python',
  'nothing-testable',
  'observation-failed',
  'no-valid-tests',
] as const

export const RUN_REASONS = [...TEMPLATE_REASONS, ...UNVERIFIED_REASONS] as const
