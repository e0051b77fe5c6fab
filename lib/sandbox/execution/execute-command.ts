import 'server-only'
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Readable, type Writable } from 'node:stream'
import { type Captured, captureOutput } from '@/lib/sandbox/execution/capture-output'
import { letGo } from '@/lib/sandbox/execution/let-go'
import { watchTree } from '@/lib/sandbox/execution/watch-tree'
import type {
  SandboxCommand,
  SandboxEnd,
  SandboxLimits,
  SandboxRequest,
  SandboxResult,
} from '@/lib/sandbox/sandbox-types'

/** How long the end of the tree may take before it is forced, and how long its pipes may stay open. */
const FORCE_MS = 8_000
const CLOSE_MS = 1_000
const STATUS_BYTES = 4_096

type Exit = { code: number | null; signal: NodeJS.Signals | null }
type Outcome = Pick<SandboxResult, 'exitCode' | 'signalName' | 'ended' | 'stdout' | 'stderr' | 'durationMs'>

/** Starts the prepared child, feeds and reads its pipes, and ends it at the first limit that it meets. */
export async function executeCommand(
  command: SandboxCommand,
  request: SandboxRequest,
  limits: SandboxLimits,
): Promise<Outcome> {
  const startedAt = performance.now()
  const stdio: StdioOptions = [
    'pipe',
    'pipe',
    'pipe',
    ...command.extraPipes.map(() => 'pipe' as const),
    'pipe',
  ]
  const child: ChildProcess = spawn(command.file, command.args, {
    env: command.env as NodeJS.ProcessEnv,
    stdio,
    ...command.spawnAs,
  })
  if (request.background === true) letGo(child)
  let stopped: SandboxEnd | null = null
  let forceTimer: NodeJS.Timeout | undefined
  const stop = (why: SandboxEnd) => {
    if (stopped !== null) return
    stopped = why
    child.kill(command.killSignal)
    forceTimer = setTimeout(() => child.kill('SIGKILL'), FORCE_MS)
  }
  const stdout = captureOutput(
    readable(child, 1),
    limits.outputBytes,
    () => stop('output-limit'),
    request.onStdoutLine,
  )
  const stderr = captureOutput(readable(child, 2), limits.outputBytes, () => stop('output-limit'))
  const statusPipe = child.stdio[3 + command.extraPipes.length]
  const status = statusPipe instanceof Readable ? captureOutput(statusPipe, STATUS_BYTES, () => {}) : null
  const wallTimer = setTimeout(() => stop('timeout'), limits.wallMs)
  if (request.background === true) wallTimer.unref()
  const onAbort = () => stop('cancelled')
  request.signal?.addEventListener('abort', onAbort)
  if (request.signal?.aborted) onAbort()
  const watched = { memoryBytes: limits.memoryBytes, scratchMount: command.scratchMount }
  const unwatch = child.pid === undefined ? () => {} : watchTree(child.pid, watched, stop)
  try {
    feed(child, command, request)
    const exit = await exitOf(child)
    if (stopped === null && !command.hasStarted(status?.text() ?? '')) {
      throw new Error(`the sandbox could not be started: ${stderr.text().trim().slice(-STATUS_BYTES)}`)
    }
    return {
      ...readExit(exit, stopped),
      ...texts(stdout, stderr),
      durationMs: Math.round(performance.now() - startedAt),
    }
  } finally {
    clearTimeout(wallTimer)
    clearTimeout(forceTimer)
    request.signal?.removeEventListener('abort', onAbort)
    unwatch()
  }
}

function texts(stdout: Captured, stderr: Captured) {
  return { stdout: stdout.text(), stderr: stderr.text() }
}

function readable(child: ChildProcess, fd: 1 | 2): Readable {
  const stream = fd === 1 ? child.stdout : child.stderr
  if (stream === null) throw new Error('the child was started without output pipes')
  return stream
}

function feed(child: ChildProcess, command: SandboxCommand, request: SandboxRequest): void {
  const writes: [Writable | Readable | null | undefined, string | Buffer | Readable][] = [
    [child.stdin, request.stdin ?? ''],
    ...command.extraPipes.map((data, index) => [child.stdio[3 + index], data] as [Writable, Buffer]),
  ]
  for (const [stream, data] of writes) {
    if (stream === null || stream === undefined || !('end' in stream)) continue
    // The program may end without reading: that is its right.
    stream.on('error', () => {})
    if (data instanceof Readable) data.pipe(stream)
    else stream.end(data)
  }
}

/** Resolves when the child has ended and its pipes are read; rejects when it could not be started. */
function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    let closeTimer: NodeJS.Timeout | undefined
    child.once('error', reject)
    child.once('exit', () => {
      // A survivor that holds a pipe open must not hold us.
      closeTimer = setTimeout(() => {
        for (const stream of child.stdio) stream?.destroy()
      }, CLOSE_MS)
    })
    child.once('close', (code, signal) => {
      clearTimeout(closeTimer)
      resolve({ code, signal })
    })
  })
}

/** Both modes report a program ended by a signal as 128 + its number. */
function readExit(
  exit: Exit,
  stopped: SandboxEnd | null,
): Pick<Outcome, 'exitCode' | 'signalName' | 'ended'> {
  if (stopped !== null) return { exitCode: null, signalName: exit.signal, ended: stopped }
  const signalName = exit.signal ?? signalOf(exit.code ?? 0)
  if (signalName !== null) return { exitCode: null, signalName, ended: 'killed' }
  return { exitCode: exit.code, signalName: null, ended: 'exited' }
}

function signalOf(exitCode: number): string | null {
  const entry = Object.entries(constants.signals).find(([, number]) => number === exitCode - 128)
  return entry?.[0] ?? null
}
