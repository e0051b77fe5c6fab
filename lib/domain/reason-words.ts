import type { RunReason } from './words'

/** Why a run is a template or could not be verified, in a few words. */
export const REASON_WORDS = {
  'no-provider': 'no model connected',
  'opted-out': 'model switched off',
  policy: 'data policy',
  budget: 'budget reached',
  'provider-down': 'provider down',
  'provider-refused': 'refused by the provider',
  'invalid-output': 'no valid answer',
  'syntax-error': 'syntax error',
  'not-analysed': 'not analysed',
  'missing-dependency': 'missing dependency',
  'import-error': 'import fails',
  'no-sandbox': 'no sandbox',
  'no-python': 'no Python',
  'nothing-testable': 'nothing to test',
  'observation-failed': 'observation failed',
  'no-valid-tests': 'no valid test',
} satisfies Record<RunReason, string>
