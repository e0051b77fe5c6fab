import 'server-only'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { cutTo } from '@/lib/format/cut-text'
import { parseStorable } from '@/lib/format/storable'
import { type NotObserved, ObservationProgress, ObservedTests } from '@/lib/python/observe/observed-tests'
import { runPython } from '@/lib/python/run-python'
import { findToolchain } from '@/lib/python/toolchain'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'

/** Time for the interpreter to start and to stop around the budget of the engine itself. */
const MARGIN_MS = 3_000
/** Real time for each second of processor time: ten observations at once on two cores must not stop each other. */
const WALL_PER_CPU = 5
const MIB = 1024 * 1024

export type ObserveRequest = {
  /** folder of the project on this machine; the code sees a read-only view of it */
  projectDir: string
  /** folder that goes on the import path, relative to the project ('' is the project itself) */
  sourceRoot: string
  /** dotted name under which the module is imported */
  moduleName: string
  /** its file, relative to the project */
  modulePath: string
  /** processor time for the observation; the search is bounded by attempts and mostly ends before */
  budgetMs: number
  /** the same module and seed give the same file */
  seed: number
  /** inputs proposed from outside by qualified name: call expressions, or what stands between the parentheses */
  extraInputs?: Record<string, string[]>
  signal?: AbortSignal
  onProgress?: (progress: ObservationProgress) => void
}

/**
 * Writes a pytest file for a module by running it, in the sandbox, on generated inputs. Every test holds
 * an assertion that was true in three runs with different hash seeds. Never throws for anything the code
 * under test does: `reason` says why there is no file.
 */
export async function observeModule(request: ObserveRequest): Promise<ObservedTests> {
  const toolchain = await findToolchain()
  if ('reason' in toolchain) return nothing('no-python', toolchain.reason)
  const nonce = randomBytes(16).toString('hex')
  let answer: ObservedTests | null = null
  const result = await runPython({
    toolchain,
    args: ['-B', '{observe}/main.py', '{in}'],
    projectDir: request.projectDir,
    inputs: { observe: engineDir() },
    stdin: `${JSON.stringify(toEngineRequest(request))}\n${nonce}\n`,
    limits: {
      wallMs: request.budgetMs * WALL_PER_CPU + MARGIN_MS,
      cpuSeconds: cpuSeconds(request.budgetMs),
      outputBytes: 16 * MIB,
    },
    signal: request.signal,
    onStdoutLine: (line) => {
      const message = parseLine(line, nonce)
      if (message === null) return
      const progress = ObservationProgress.safeParse(message)
      if (progress.success) request.onProgress?.(progress.data)
      const tests = ObservedTests.safeParse(message)
      if (tests.success) answer ??= tests.data
    },
  })
  return answer ?? withoutAnswer(result)
}

/** Python files that ship beside this one; the server always runs in the project's folder. */
function engineDir(): string {
  return path.join(process.cwd(), 'lib/python/observe/engine')
}

/** Paths are relative to the folder given on the command line, which only the sandbox knows. */
function toEngineRequest(request: ObserveRequest) {
  const { sourceRoot, moduleName, modulePath, budgetMs, seed, extraInputs = {} } = request
  const wallMs = budgetMs * WALL_PER_CPU
  return { sourceRoot, moduleName, modulePath, budgetMs, wallMs, seed, extraInputs }
}

/** Several processes work for one module; the limit holds for each of them. */
function cpuSeconds(budgetMs: number): number {
  return Math.ceil((budgetMs + MARGIN_MS) / 1000)
}

/** A line that the engine itself wrote; null for any other: foreign code prints what it likes. */
function parseLine(line: string, nonce: string): unknown {
  if (!line.startsWith(`${nonce} `)) return null
  try {
    return parseStorable(line.slice(nonce.length + 1))
  } catch {
    return null
  }
}

function withoutAnswer(result: SandboxResult): ObservedTests {
  const { durationMs } = result
  if (result.ended === 'refused') return { ...nothing('no-sandbox', result.stderr), durationMs }
  if (result.ended === 'cancelled') return { ...nothing('cancelled', 'Cancelled.'), durationMs }
  const said = cutTo(result.stderr.trim().split('\n').slice(-3).join(' '), 300)
  const how = result.exitCode === null ? result.ended : `exit code ${result.exitCode}`
  return {
    ...nothing('engine-died', `The observation ended without a result (${how}). ${said}`.trim()),
    durationMs,
  }
}

function nothing(kind: NotObserved['kind'], text: string): ObservedTests {
  return { testSource: null, functions: [], stats: null, reason: { kind, text }, durationMs: 0 }
}
