import { cutTo, cutToEnd } from '@/lib/format/cut-text'
import type { CheckPlace, CheckReport } from '../define-stage'
import type { WorkflowPorts } from '../define-workflow'
import { describeExecution, failingTests } from '../run-check'
import { assembleTests, combineTests, type GeneratedTests, locateTests, withoutTests } from './output'

const MESSAGE_CHARACTERS = 1500
const LOG_CHARACTERS = 3000
/** A file with more unparsable tests than this is not a file with a slip, but not Python. */
const MAX_SYNTAX_DROPS = 12

const isEmpty = (output: GeneratedTests) => output.tests.length === 0

/** Names a model may not give twice: later tests of the same name would silently replace earlier ones in Python. */
function uniqueNames(output: GeneratedTests): GeneratedTests {
  return { ...output, tests: [...new Map(output.tests.map((test) => [test.name, test])).values()] }
}

interface Parsed {
  output: GeneratedTests
  dropped: { name: string; message: string }[]
}

/** Takes out, one by one, the tests that do not parse, do not exist under their name, or assert nothing. */
async function keepParsable(ports: WorkflowPorts, given: GeneratedTests): Promise<Parsed> {
  let output = given
  const dropped: Parsed['dropped'] = []
  for (let round = 0; round <= MAX_SYNTAX_DROPS && !isEmpty(output); round++) {
    const listed = await ports.python.listTests(assembleTests(output))
    if (listed.syntaxError === null) {
      const asserting = new Map(listed.tests.map((test) => [test.id, test.hasAssertion]))
      const silent = output.tests.filter((test) => asserting.get(test.name) !== true)
      dropped.push(
        ...silent.map((test) => ({
          name: test.name,
          message: asserting.has(test.name)
            ? 'it asserts nothing'
            : 'no test function of this name stands at column 0 of its code',
        })),
      )
      return { output: withoutTests(output, new Set(silent.map((test) => test.name))), dropped }
    }
    const { line, message } = listed.syntaxError
    const culprit = locateTests(output).find((test) => line >= test.startLine && line <= test.endLine)
    if (culprit === undefined) break
    dropped.push({ name: culprit.name, message: `SyntaxError: ${message}` })
    output = withoutTests(output, new Set([culprit.name]))
  }
  const rest = output.tests.map((test) => ({ name: test.name, message: 'imports or helpers do not parse' }))
  return { output: { ...output, tests: [] }, dropped: [...dropped, ...rest] }
}

/**
 * Runs what the model wrote (joined with what passed before) against the module, in the sandbox. Tests that pass are
 * kept; the feedback holds the real failures, for the repair turn.
 */
export async function checkGenerated(
  ports: WorkflowPorts,
  _input: unknown,
  answer: GeneratedTests,
  place: CheckPlace<GeneratedTests>,
): Promise<CheckReport<GeneratedTests>> {
  const joined = uniqueNames(place.keptBefore === null ? answer : combineTests(place.keptBefore, answer))
  const parsed = await keepParsable(ports, joined)
  if (isEmpty(parsed.output)) {
    return {
      passed: false,
      kept: null,
      checks: [],
      feedback: describeFailures(parsed.dropped) || 'The answer holds no test.',
      fault: [...new Set(parsed.dropped.map(({ message }) => message))].toSorted().join('\n'),
      notes: [],
    }
  }
  const run = await ports.python.runTests(assembleTests(parsed.output), { hashSeed: 0 })
  const check = describeExecution(
    {
      id: `${place.idPrefix}.tests`,
      stage: 'generate',
      kind: 'generated-tests',
      required: false,
      hashSeed: 0,
    },
    run,
  )
  if (run.notExecuted !== null) {
    return { passed: false, kept: null, checks: [check], feedback: '', notes: [], notExecuted: true }
  }
  const results = new Map((check.figures.tests ?? []).map((test) => [test.id, test]))
  const failed = new Map(failingTests(check).map((failure) => [failure.name, failure.message]))
  const ran = new Set([...results.keys()].map((id) => id.replace(/^.*::/, '').replace(/\[.*$/s, '')))
  for (const test of parsed.output.tests) {
    if (!ran.has(test.name)) failed.set(test.name, null)
  }
  // The file as a whole can fail although every test passed: then nothing of it is proven.
  const wholeFailed = check.outcome !== 'passed' && failed.size === 0
  const kept = wholeFailed
    ? { ...parsed.output, tests: [] }
    : withoutTests(parsed.output, new Set(failed.keys()))
  const failures = [
    ...parsed.dropped,
    ...[...failed].map(([name, message]) => ({ name, message: message ?? tail(run.log) })),
    ...(wholeFailed ? [{ name: `the file (exit code ${run.exitCode})`, message: tail(run.log) }] : []),
  ]
  return {
    passed: check.outcome === 'passed' && failures.length === 0,
    kept: isEmpty(kept) ? null : kept,
    checks: [check],
    feedback: describeFailures(failures),
    notes: [],
  }
}

const tail = (log: string) => `it did not run; the log ends:\n${cutToEnd(log, LOG_CHARACTERS)}`

function describeFailures(failures: { name: string; message: string }[]): string {
  return failures.map(({ name, message }) => `${name}:\n${cutTo(message, MESSAGE_CHARACTERS)}`).join('\n\n')
}
