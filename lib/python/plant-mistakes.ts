import 'server-only'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { MutationFigures } from '@/lib/domain/check'
import { parseStorable } from '@/lib/format/storable'
import { gatherMistakes, MistakeEvent } from '@/lib/python/gather-mistakes'
import { hasTestTools, type PythonToolchain } from '@/lib/python/python-toolchain'
import { runPython } from '@/lib/python/run-python'
import { findToolchain } from '@/lib/python/toolchain'

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
  /** All that was planned was tried: time did not run out before. */
  isComplete: boolean
}

const MOST = 10
const TOTAL_MS = 20_000
/** For the interpreter to start, and to end what took too long. */
const MORE_MS = 10_000

function parseEvent(line: string, nonce: string): MistakeEvent | null {
  if (!line.startsWith(`${nonce} `)) return null
  return MistakeEvent.safeParse(parseStorable(line.slice(nonce.length + 1))).data ?? null
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
  const events: MistakeEvent[] = []
  const most = request.most ?? MOST
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
      most,
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
  return { ...gatherMistakes(events, { most, ended }), command, durationMs, sandbox: mode }
}

function notMeasured(reason: string): PlantedMistakes {
  return { measured: null, reason, command: null, durationMs: 0, sandbox: null, isComplete: false }
}
