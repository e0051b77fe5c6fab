import type { CheckRecord } from '@/lib/domain/check'
import type { RunFigures } from '@/lib/domain/run'
import type { TemplateReason } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { formatPercent } from '@/lib/format/format-percent'
import { explainFailure } from '../explain-failure'

/** The list figures of a verified file, from its required checks. */
export function figuresOf(checks: CheckRecord[], dropped: number): RunFigures {
  const [first] = checks
  const coverage = first?.figures.coverage
  return {
    testsPassed: first?.figures.testsPassed ?? 0,
    testsDropped: dropped,
    ...(coverage === undefined
      ? {}
      : {
          statements: coverage.statements,
          coveredStatements: coverage.coveredStatements,
          branches: coverage.branches,
          coveredBranches: coverage.coveredBranches,
        }),
  }
}

/** "31 tests pass twice, 92.0 % of 48 lines, 2 dropped": one sentence, made of figures only. */
export function describeVerified(figures: RunFigures): string {
  const parts = [
    `${formatPlural(figures.testsPassed ?? 0, 'test')} ${figures.testsPassed === 1 ? 'passes' : 'pass'} twice`,
  ]
  const { statements, coveredStatements, testsDropped } = figures
  if (statements !== undefined && statements > 0 && coveredStatements !== undefined) {
    parts.push(`${formatPercent(coveredStatements / statements)} of ${formatPlural(statements, 'line')}`)
  }
  if (testsDropped !== undefined && testsDropped > 0) parts.push(`${testsDropped} dropped`)
  return parts.join(', ')
}

/** Why nothing valid remained, from the last executions: the tests, or the file as a whole; and which limit they met. */
export function describeRejected(checks: CheckRecord[]): string {
  const failing = checks.find((check) => check.outcome === 'failed')
  const allFailed = checks.every((check) => (check.figures.testsPassed ?? 0) === 0)
  if (failing === undefined) return 'No test passed in both executions.'
  const what = allFailed
    ? 'No test passed in both executions.'
    : `The file as a whole failed: ${failing.summary}, exit code ${failing.exitCode ?? 'none'}.`
  const why = explainFailure(failing.figures, failing.durationMs)
  return why === null ? what : `${what} ${why}`
}

/** Why a template output is one, where the engine gave no text of its own. */
export const TEMPLATE_REASON_TEXT = {
  'no-provider': 'No model is connected; the tests were made by observation.',
  'opted-out': 'The model is switched off for this launch or team; the tests were made by observation.',
  policy: 'The project’s data policy allows no model; the tests were made by observation.',
  budget: 'Too little budget was left for a call; the tests were made by observation.',
  'provider-down': 'The model’s provider did not answer; the tests were made by observation.',
  'provider-refused': 'The model’s provider refused the call; the tests were made by observation.',
  'invalid-output': 'No test of the model passed; the tests were made by observation.',
} satisfies Record<TemplateReason, string>
