import type { CheckRecord } from '@/lib/domain/check'
import type { WorkflowPorts } from '../define-workflow'
import type { TestExecution } from '../python-port'
import { describeExecution, failingTests, HASH_SEEDS } from '../run-check'

export interface VerifiedTests {
  outcome: 'verified' | 'rejected' | 'not-executed'
  source: string
  /** names of tests that failed in one of the executions and were taken out */
  dropped: string[]
  /** the last two executions: those that the verdict rests on */
  checks: CheckRecord[]
  tests: number
  /** why nothing was executed; null when it was */
  notExecuted: TestExecution['notExecuted']
}

const MAX_ROUNDS = 4

interface Pair {
  checks: CheckRecord[]
  notExecuted: TestExecution['notExecuted']
  failing: string[]
}

/** Runs the file twice, with different hash seeds, as one durable step. Required is the pair that all tests pass. */
async function runTwice(
  ports: WorkflowPorts,
  idPrefix: string,
  source: string,
  round: number,
): Promise<Pair> {
  return ports.step(`${idPrefix}.verify${round}`, async () => {
    const checks: CheckRecord[] = []
    let notExecuted: TestExecution['notExecuted'] = null
    for (const [index, hashSeed] of HASH_SEEDS.entries()) {
      const kind = index === 0 ? 'tests' : 'tests-again'
      const id = `${idPrefix}.verify${round}.${kind}`
      const again = round === 0 ? '' : `, round ${round + 1}`
      await ports.record.startSpan({
        id: `${id}.span`,
        stage: 'verify',
        kind: 'check',
        label: index === 0 ? `Run the tests${again}` : `Run them again, other hash seed${again}`,
      })
      const run = await ports.python.runTests(source, { hashSeed })
      const check = describeExecution({ id, stage: 'verify', kind, required: false, hashSeed }, run)
      checks.push(check)
      await ports.record.endSpan(`${id}.span`, {
        status: check.outcome === 'passed' ? 'ok' : check.outcome === 'failed' ? 'failed' : 'skipped',
        detail: check.summary,
        checkId: id,
      })
      notExecuted = run.notExecuted
      if (notExecuted !== null) break
    }
    const failing = [...new Set(checks.flatMap((check) => failingTests(check).map((test) => test.name)))]
    const decided = checks.map((check) => ({ ...check, required: failing.length === 0 }))
    for (const check of decided) await ports.record.check(check)
    return { checks: decided, failing, notExecuted }
  })
}

/**
 * Verified means: every test of the file passed in two executions with different hash seeds, each with exit code 0.
 * Tests that fail in either are dropped, the good ones stay, and the smaller file is run twice again.
 */
export async function verifyTests(
  ports: WorkflowPorts,
  idPrefix: string,
  given: string,
): Promise<VerifiedTests> {
  let source = given
  const dropped: string[] = []
  let last: CheckRecord[] = []
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const pair = await runTwice(ports, idPrefix, source, round)
    const [first] = pair.checks
    const { checks, notExecuted } = pair
    last = checks
    const tests = first?.figures.testsPassed ?? 0
    if (notExecuted !== null) {
      return { outcome: 'not-executed', source, dropped, checks, tests: 0, notExecuted }
    }
    if (checks.length === HASH_SEEDS.length && checks.every((check) => check.outcome === 'passed')) {
      return { outcome: 'verified', source, dropped, checks, tests, notExecuted }
    }
    // Nothing to take out, or nothing that would be left: the file as a whole is what fails.
    if (pair.failing.length === 0 || tests === 0) {
      return { outcome: 'rejected', source, dropped, checks, tests, notExecuted }
    }
    const smaller = source
    source = await ports.step(`${idPrefix}.drop${round}`, () => ports.python.dropTests(smaller, pair.failing))
    dropped.push(...pair.failing)
  }
  return { outcome: 'rejected', source, dropped, checks: last, tests: 0, notExecuted: null }
}
