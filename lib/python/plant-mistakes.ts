import 'server-only'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { type MutationFigures, UnnoticedMistake } from '@/lib/domain/check'
import { parseStorable } from '@/lib/format/storable'
import { hasTestTools, type PythonToolchain } from '@/lib/python/python-toolchain'
import { runPython } from '@/lib/python/run-python'
import { findToolchain } from '@/lib/python/toolchain'
import type { SandboxEnd } from '@/lib/sandbox/sandbox-types'

export type PlantMistakesRequest = {
  /** Host folder of the project, seen read-only: what is changed is changed on its way into the interpreter. */
  projectDir: string
  sourceRoot: string
  moduleName: string
  modulePath: string
  testSource: string
  /** Lines of the module that the tests run: no other can be judged by them. */
  coveredLines: readonly number[]
  /** Which of all possible mistakes are planted; the same ones for the same seed. */
  seed: string
  /** How many are planted at most. */
  most?: number
  /** For all of them together. */
  totalMs?: number
  signal?: AbortSignal
  toolchain?: PythonToolchain
}

export type PlantedMistakes = {
  /** Null: nothing was measured; `reason` says why, for people. */
  measured: MutationFigures | null
  reason: string | null
  command: string | null
  durationMs: number
  sandbox: string | null
}

const MOST = 10
const TOTAL_MS = 20_000
/** For the interpreter to start, and to end what took too long. */
const MORE_MS = 10_000
/** Without a test of its own to blame, what takes the whole sandbox down was noticed. */
const TAKEN_DOWN: readonly SandboxEnd[] = ['memory-limit', 'output-limit', 'killed']

const Event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), possible: z.number().int(), planted: z.number().int() }),
  z.object({
    kind: z.literal('without'),
    outcome: z.enum(['passed', 'failed', 'timeout']),
    by: z.string().nullish(),
  }),
  z.object({ kind: z.literal('begin') }),
  UnnoticedMistake.extend({
    kind: z.literal('mistake'),
    outcome: z.enum(['passed', 'failed', 'timeout']),
  }),
])
type Event = z.infer<typeof Event>

function parseEvent(line: string, nonce: string): Event | null {
  if (!line.startsWith(`${nonce} `)) return null
  return Event.safeParse(parseStorable(line.slice(nonce.length + 1))).data ?? null
}

/**
 * Plants mistakes in a module, one at a time, and runs its tests against each, all in one sandbox: the module's code is
 * replaced where Python loads it, in a process and a folder of its own for each. What could not be measured is a value with
 * its reason, never an exception.
 */
export async function plantMistakes(request: PlantMistakesRequest): Promise<PlantedMistakes> {
  const toolchain = request.toolchain ?? (await findToolchain())
  if ('reason' in toolchain) return notMeasured('No usable Python was found here.')
  const nonce = randomBytes(16).toString('hex')
  const totalMs = request.totalMs ?? TOTAL_MS
  const fileName = `test_${request.moduleName.split('.').at(-1) ?? 'module'}.py`
  const events: Event[] = []
  const result = await runPython({
    toolchain,
    args: [
      '-s',
      '-B',
      '-m',
      'assay_helpers.plant_mistakes',
      path.posix.join('{in}', request.sourceRoot),
      path.posix.join('{in}', request.modulePath),
    ],
    projectDir: request.projectDir,
    stdin: JSON.stringify({
      nonce,
      testFiles: [{ path: fileName, source: request.testSource }],
      moduleName: request.moduleName,
      runner: hasTestTools(toolchain) ? 'pytest' : 'stdlib',
      seed: request.seed,
      coveredLines: request.coveredLines,
      most: request.most ?? MOST,
      totalSeconds: totalMs / 1000,
    }),
    hashSeed: 1,
    limits: { wallMs: totalMs + MORE_MS, cpuSeconds: Math.ceil((totalMs + MORE_MS) / 1000) },
    signal: request.signal,
    onStdoutLine: (line) => {
      const event = parseEvent(line, nonce)
      if (event !== null) events.push(event)
    },
  })
  if (result.ended === 'refused') return notMeasured('No sandbox is available here.')
  const { command, durationMs, mode, ended } = result
  const gathered = gather(events, TAKEN_DOWN.includes(ended))
  const why = gathered.reason === '' ? `The measurement ended before it began (${ended}).` : gathered.reason
  return { measured: gathered.measured, reason: why, command, durationMs, sandbox: mode }
}

function notMeasured(reason: string): PlantedMistakes {
  return { measured: null, reason, command: null, durationMs: 0, sandbox: null }
}

/** What the events come to. A reason of '': nothing was said at all. */
function gather(
  events: readonly Event[],
  isTakenDown: boolean,
): Pick<PlantedMistakes, 'measured' | 'reason'> {
  const plan = events.find((event) => event.kind === 'plan')
  const without = events.find((event) => event.kind === 'without')
  if (plan === undefined) return { measured: null, reason: '' }
  if (plan.planted === 0) {
    return { measured: null, reason: 'The lines that the tests run hold nothing to plant a mistake in.' }
  }
  if (without === undefined || without.outcome !== 'passed') {
    const why =
      without?.outcome === 'failed'
        ? `did not pass where mistakes are planted${without.by == null ? '' : ` (${without.by})`}`
        : 'took too long where mistakes are planted'
    return { measured: null, reason: `Left as it is, the code was not measured: its tests ${why}.` }
  }
  const tried = events.filter((event) => event.kind === 'mistake')
  const begun = events.filter((event) => event.kind === 'begin').length
  const lost = isTakenDown && begun > tried.length ? 1 : 0
  const mutantsRun = tried.length + lost
  if (mutantsRun === 0) return { measured: null, reason: 'The tests take too long to try one mistake.' }
  const survivors = tried.filter(({ outcome }) => outcome === 'passed')
  return {
    measured: {
      mutantsRun,
      mutantsKilled: mutantsRun - survivors.length,
      mutantsTimedOut: tried.filter(({ outcome }) => outcome === 'timeout').length,
      possible: plan.possible,
      survivors: survivors
        .map(({ line, before, after }) => ({ line, before, after }))
        .toSorted((one, other) => one.line - other.line),
    },
    reason: null,
  }
}
