import 'server-only'
import type { LineCoverage } from '@/lib/domain/check'
import type { TestEvent } from '@/lib/python/test-events'
import type { TestOutcome } from '@/lib/python/test-run'

export type GatheredResults = {
  tests: TestOutcome[]
  coverage: Omit<LineCoverage, 'path'> | null
  /** Exit code by the runner's own word; null when it never came to its end. */
  endCode: number | null
  problems: string[]
}

/**
 * Turns the events of a run into one outcome for every expected test. Code under test shares a process
 * with the runner: it can end it or speak in its name. So a test without a result is `missing` (or an
 * error, when it was the one running), a second result for the same test makes it an error, and results
 * for tests that the file does not hold are not counted.
 */
export function gatherResults(events: TestEvent[]): GatheredResults {
  // Only the first announcement was made before foreign code ran.
  const expected = events.find((event) => event.kind === 'expected')?.ids ?? []
  const problems = events.filter((event) => event.kind === 'collect-error').map((event) => event.message)
  const results = new Map<string, TestOutcome>()
  const started = new Set<string>()
  const expectedIds = new Set(expected)
  for (const event of events) {
    if (event.kind === 'start') started.add(event.id)
    if (event.kind !== 'result') continue
    const { kind: _kind, ...outcome } = event
    if (!expectedIds.has(baseId(event.id)))
      problems.push(`A result for a test that is not in the file: ${event.id}`)
    else if (results.has(event.id)) results.set(event.id, reportedTwice(outcome))
    else results.set(event.id, outcome)
  }
  return {
    tests: expected.flatMap((id) => resultsOf(id, results, started)),
    coverage: events.findLast((event) => event.kind === 'coverage')?.coverage ?? null,
    endCode: events.findLast((event) => event.kind === 'end')?.exitCode ?? null,
    problems,
  }
}

/** `test_a[1-x]` is a case of `test_a`. */
function baseId(id: string): string {
  const bracket = id.indexOf('[')
  return bracket < 0 ? id : id.slice(0, bracket)
}

function resultsOf(id: string, results: Map<string, TestOutcome>, started: Set<string>): TestOutcome[] {
  const reported = [...results.values()].filter((outcome) => baseId(outcome.id) === id)
  const cutShort = [...started]
    .filter((caseId) => baseId(caseId) === id && !results.has(caseId))
    .map((caseId) => without(caseId, 'error', 'The process ended or was stopped during this test.'))
  const all = [...reported, ...cutShort]
  return all.length > 0 ? all : [without(id, 'missing', 'No result arrived for this test.')]
}

function without(id: string, outcome: 'error' | 'missing', message: string): TestOutcome {
  return { id, outcome, durationMs: 0, message, traceback: null }
}

function reportedTwice(outcome: TestOutcome): TestOutcome {
  return { ...outcome, outcome: 'error', message: 'Two results were reported for this test.' }
}
