import type { RunFigures } from '@/lib/domain/run'
import type { ArtifactOrigin, AttemptOutcome, CacheMissReason, RunReason, Tier } from '@/lib/domain/words'

/** What the person can do about it; shown on the run page below the reason itself. */
export const REASON_ADVICE = {
  'no-provider': 'The output below was run like any other and stands on its own.',
  'opted-out': 'Launch with “use a model” on to let a model do its part.',
  policy: 'An admin can change the project’s data policy on the project page.',
  budget: 'The template output below was run like any other and stands on its own.',
  'provider-down': 'Test the connection in Settings → Providers, then re-run.',
  'provider-refused': 'Mend what it refuses in Settings → Providers, then re-run.',
  'invalid-output': 'Prompts shows each attempt and what came back.',
  'syntax-error': 'Fix the error in the source, refresh the project, and launch again.',
  'not-analysed':
    'The analysis did not get through the code, so what it did not find may be there. Re-run it; a module that is cut in two often gets through.',
  'missing-dependency':
    'Install the package in the Python that runs the tests (Settings → Runtime), then re-run.',
  'import-error':
    'The module fails when it is imported; the reason says what was raised. Mend it, refresh the project, and launch again.',
  'no-sandbox': 'Nothing is run without a sandbox. Settings → Runtime says what is missing on this machine.',
  'no-python': 'No Python with pytest and coverage was found. Settings → Runtime says what was tried.',
  'nothing-testable': 'Nothing in the module gave a stable result that a test could assert.',
  'observation-failed': 'Re-run it; a busy machine can be the cause. The waterfall shows where it stopped.',
  'no-valid-tests':
    'Every test that was written failed its checks and was dropped. Evidence shows each of them.',
} satisfies Record<RunReason, string>

export const TIER_WORD = { cheap: 'Cheap', capable: 'Capable', premium: 'Premium' } satisfies Record<
  Tier,
  string
>

export const ORIGIN_WORD = {
  model: 'model',
  cache: 'cache',
  template: 'template',
  person: 'edited by hand',
} satisfies Record<ArtifactOrigin, string>

export const CACHE_MISS_WORDS = {
  'first-time': 'first time',
  'source-changed': 'source changed',
  'prompt-changed': 'prompt changed',
  'model-changed': 'model changed',
  'options-changed': 'options changed',
  'failed-recheck': 'stored result failed its re-check',
  expired: 'stored result expired',
  invalidated: 'stored result was invalidated',
} satisfies Record<CacheMissReason, string>

export const OUTCOME_WORDS = {
  ok: 'used',
  'invalid-output': 'failed its checks',
  'schema-mismatch': 'answer does not fit the schema',
  'max-tokens': 'answer was cut at the token limit',
  refusal: 'model refused',
  empty: 'empty answer',
  'rate-limited': 'rate limited',
  overloaded: 'provider overloaded',
  'server-error': 'provider error',
  timeout: 'timed out',
  connection: 'connection failed',
  'cut-stream': 'stream was cut',
  'malformed-stream': 'unreadable answer',
  'invalid-key': 'key refused',
  'unknown-model': 'unknown model',
  'context-too-large': 'prompt too large',
  'bad-request': 'request refused',
  budget: 'budget reached',
  cancelled: 'cancelled',
} satisfies Record<AttemptOutcome, string>

/** "31 tests · 92.0 % lines", "4 findings · 1 proven", or what is known of it; null when nothing was measured. */
export function figuresText(figures: RunFigures, percent: (share: number) => string): string | null {
  const parts: string[] = []
  if (figures.review !== undefined) {
    const { shown, proven } = figures.review
    parts.push(`${shown} ${shown === 1 ? 'finding' : 'findings'}`)
    if (proven > 0) parts.push(`${proven} proven`)
  }
  if (figures.testsPassed !== undefined) {
    parts.push(`${figures.testsPassed} ${figures.testsPassed === 1 ? 'test' : 'tests'}`)
  }
  if (figures.coveredStatements !== undefined && figures.statements !== undefined && figures.statements > 0) {
    parts.push(`${percent(figures.coveredStatements / figures.statements)} lines`)
  }
  return parts.length === 0 ? null : parts.join(' · ')
}
