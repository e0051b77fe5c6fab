import 'server-only'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { cutToEnd } from '@/lib/format/cut-text'
import { gatherResults } from '@/lib/python/gather-results'
import { hasTestTools, type PythonToolchain } from '@/lib/python/python-toolchain'
import { runPython } from '@/lib/python/run-python'
import { parseTestEvent, type TestEvent } from '@/lib/python/test-events'
import type { TestOutcome, TestRun } from '@/lib/python/test-run'
import { findToolchain } from '@/lib/python/toolchain'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'

export type TestFile = { /** Relative, like test_a.py. */ path: string; source: string }

export type RunTestsRequest = {
  /** Host folder of the project, seen read-only. */
  projectDir: string
  /** Folder that imports start from, relative to the project; '' is the project itself. */
  sourceRoot: string
  /** Dotted name of the module under test. */
  moduleName: string
  /** Its file, relative to the project: what is measured. */
  modulePath: string
  /** One test file, or several. */
  testSource?: string
  testFiles?: TestFile[]
  hashSeed?: number
  /** For all tests together, start-up included. */
  wallMs?: number
  /** For one test. */
  testMs?: number
  signal?: AbortSignal
  /** Instead of the machine's own: another interpreter, or one without pytest. */
  toolchain?: PythonToolchain
}

const WALL_MS = 60_000
const TEST_MS = 10_000
const LOG_CHARACTERS = 20_000

/**
 * Runs tests in the sandbox and measures the module under test by line and branch. Works with pytest and
 * coverage, and without them by our own runner. A failing, lost or forged result is a value, never an
 * exception; neither is a machine without sandbox or Python (`notExecuted`).
 */
export async function runTests(request: RunTestsRequest): Promise<TestRun> {
  const toolchain = request.toolchain ?? (await findToolchain())
  if ('reason' in toolchain) return notExecuted(request, 'no-python', toolchain.reason)
  const nonce = randomBytes(16).toString('hex')
  const runner = hasTestTools(toolchain) ? 'pytest' : 'stdlib'
  const sourceRoot = path.posix.join('{in}', request.sourceRoot)
  const events: TestEvent[] = []
  const result = await runPython({
    toolchain,
    args: [
      '-s',
      '-B',
      '-m',
      'assay_helpers.run_tests',
      sourceRoot,
      path.posix.join('{in}', request.modulePath),
    ],
    projectDir: request.projectDir,
    stdin: JSON.stringify({
      nonce,
      testFiles: testFiles(request),
      moduleName: request.moduleName,
      runner,
      testSeconds: (request.testMs ?? TEST_MS) / 1000,
    }),
    hashSeed: request.hashSeed,
    limits: { wallMs: request.wallMs ?? WALL_MS, cpuSeconds: Math.ceil((request.wallMs ?? WALL_MS) / 1000) },
    signal: request.signal,
    onStdoutLine: (line) => {
      const event = parseTestEvent(line, nonce)
      if (event !== null) events.push(event)
    },
  })
  if (result.ended === 'refused') return notExecuted(request, 'no-sandbox', result.stderr)
  return describeRun(request, runner, events, result)
}

function testFiles(request: RunTestsRequest): TestFile[] {
  if (request.testFiles !== undefined) return request.testFiles
  const name = request.moduleName.split('.').at(-1) ?? 'module'
  return [{ path: `test_${name}.py`, source: request.testSource ?? '' }]
}

function describeRun(
  request: RunTestsRequest,
  runner: TestRun['runner'],
  events: TestEvent[],
  result: SandboxResult,
): TestRun {
  const gathered = gatherResults(events)
  const count = (outcome: TestOutcome['outcome']) =>
    gathered.tests.filter((test) => test.outcome === outcome).length
  const finished =
    result.ended === 'exited' && gathered.endCode !== null && gathered.endCode === result.exitCode
  const problems = finished ? gathered.problems : [...gathered.problems, explainEnd(result)]
  return {
    notExecuted: null,
    runner,
    tests: gathered.tests,
    passed: count('passed'),
    failed: count('failed'),
    errors: count('error'),
    skipped: count('skipped'),
    missing: count('missing'),
    coverage: gathered.coverage === null ? null : { path: request.modulePath, ...gathered.coverage },
    complete: finished && problems.length === 0 && count('missing') === 0,
    problems,
    exitCode: result.exitCode,
    ended: result.ended,
    command: result.command,
    durationMs: result.durationMs,
    sandbox: result.mode,
    hashSeed: request.hashSeed ?? 0,
    log: cutToEnd(result.stderr, LOG_CHARACTERS),
  }
}

function explainEnd(result: SandboxResult): string {
  if (result.ended === 'exited')
    return `The process ended with code ${result.exitCode} before the tests were done.`
  const signal = result.signalName === null ? '' : ` (${result.signalName})`
  return `The process was ended: ${result.ended}${signal}.`
}

function notExecuted(request: RunTestsRequest, why: 'no-sandbox' | 'no-python', log: string): TestRun {
  return {
    notExecuted: why,
    runner: 'pytest',
    tests: [],
    passed: 0,
    failed: 0,
    errors: 0,
    skipped: 0,
    missing: 0,
    coverage: null,
    complete: false,
    problems: [log],
    exitCode: null,
    ended: 'refused',
    command: '',
    durationMs: 0,
    sandbox: 'refuse',
    hashSeed: request.hashSeed ?? 0,
    log,
  }
}
