import type { CheckRecord } from '@/lib/domain/check'
import type { SpanKind } from '@/lib/domain/words'
import type { WorkflowPorts } from './define-workflow'
import type { TestExecution } from './python-port'

/** A file is executed with each: other hash seeds bring out tests that depend on an order. */
export const HASH_SEEDS = [1, 4_242] as const

/** pytest's exit code for it */
const NO_TESTS_FOUND = 5

/** A durable step with a bar in the waterfall; `describe` says in words how it went. */
export function inSpan<T>(
  ports: WorkflowPorts,
  span: { id: string; stage: string; kind: SpanKind; label: string },
  work: () => Promise<T>,
  describe: (result: T) => { ok: boolean; detail: string | null },
): Promise<T> {
  return ports.step(span.id, async () => {
    await ports.record.startSpan(span)
    const result = await work()
    const { ok, detail } = describe(result)
    await ports.record.endSpan(span.id, { status: ok ? 'ok' : 'failed', detail })
    return result
  })
}

/** Turns one execution into a check: passed only when tests ran, all of them passed, none was skipped, and the exit code was 0. */
export function describeExecution(
  check: { id: string; stage: string; kind: string; required: boolean; hashSeed: number },
  run: TestExecution,
): CheckRecord {
  const passed = run.figures.testsPassed ?? 0
  const failed = run.figures.testsFailed ?? 0
  const skipped = run.figures.testsSkipped ?? 0
  const outcome =
    run.notExecuted !== null
      ? 'not-executed'
      : run.exitCode === 0 && failed === 0 && skipped === 0 && passed > 0
        ? 'passed'
        : 'failed'
  return {
    id: check.id,
    stage: check.stage,
    kind: check.kind,
    outcome,
    required: check.required,
    summary:
      run.notExecuted === null
        ? passed + failed + skipped === 0
          ? run.exitCode === NO_TESTS_FOUND
            ? 'the file holds no test'
            : 'no test could be run'
          : `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
        : 'not executed here',
    command: run.command,
    exitCode: run.exitCode,
    durationMs: run.durationMs,
    sandbox: run.sandbox,
    figures: { ...run.figures, hashSeed: check.hashSeed },
    log: run.log,
  }
}

/** Names of the tests that did not pass in an execution, skipped ones too (parametrised cases count for their function). */
export function failingTests(check: CheckRecord): { name: string; message: string | null }[] {
  const failing = (check.figures.tests ?? []).filter((test) => test.outcome !== 'passed')
  return failing.map(({ id, outcome, message }) => ({
    name: testName(id),
    message:
      message ?? (outcome === 'skipped' ? 'it was skipped: a test that does not run proves nothing' : null),
  }))
}

/** `tests/test_x.py::test_a[1-2]` → `test_a`; a method keeps its class: `TestA::test_b`. */
function testName(id: string): string {
  const withoutFile = id.replace(/^[^:]*\.py::/, '')
  const bracket = withoutFile.indexOf('[')
  return bracket === -1 ? withoutFile : withoutFile.slice(0, bracket)
}
