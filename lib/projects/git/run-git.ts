import 'server-only'
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { INTAKE_LIMITS } from '../collect/limits'

export interface GitResult {
  exitCode: number | null
  timedOut: boolean
  /** true: git wrote more than `maxStdoutBytes` and was killed; `stdout` is empty */
  overflowed: boolean
  stdout: Buffer
  stderr: string
}

export interface GitRequest {
  /** an empty folder of ours: git's home and the place of the repository */
  folder: string
  args: string[]
  stdin?: string
  timeoutMs: number
  /** default: 1 MiB, ample for all that neither lists nor reads files */
  maxStdoutBytes?: number
  /** kills git, which then throws the signal's reason */
  signal?: AbortSignal
  /** sees every chunk as it comes; an error that it throws kills git and is passed on */
  onStdout?: (chunk: Buffer) => void
}

export type RunGit = (request: GitRequest) => Promise<GitResult>

/** No configuration of this machine or of the repository applies: no hooks, helpers, prompts or other protocols. */
const CONFIG = [
  'protocol.allow=never',
  'protocol.https.allow=always',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'credential.helper=',
  'http.followRedirects=false',
  'http.lowSpeedLimit=1000',
  'http.lowSpeedTime=30',
  'submodule.recurse=false',
  'maintenance.auto=false',
  'gc.auto=0',
]

/** `ulimit -f` counts blocks of 512 bytes (POSIX): it bounds the pack while it is being written. */
const FILE_BLOCKS = INTAKE_LIMITS.gitPackBytes / 512

const MIB = 1024 * 1024
const MAX_STDERR_BYTES = MIB / 16

/** The end of what a stream says; the rest is let go as it comes. */
async function readTail(stream: Readable, maxBytes: number): Promise<string> {
  let tail = Buffer.alloc(0)
  for await (const chunk of stream) tail = Buffer.concat([tail, chunk]).subarray(-maxBytes)
  return tail.toString('utf8')
}

/** Runs git with an environment of its own, bounded in time, in the size of the files it writes and in what it says. */
export const runGit: RunGit = async (request) => {
  const { folder, args, stdin = '', timeoutMs, maxStdoutBytes = MIB, onStdout, signal } = request
  signal?.throwIfAborted()
  const config = CONFIG.flatMap((setting) => ['-c', setting])
  const child = spawn(
    '/bin/sh',
    ['-c', `ulimit -f ${FILE_BLOCKS} && exec git "$@"`, 'sh', ...config, ...args],
    {
      cwd: folder,
      detached: true,
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        HOME: folder,
        LANG: 'C',
        NODE_ENV: 'production',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ASKPASS: '/bin/false',
        GIT_ATTR_NOSYSTEM: '1',
      },
    },
  )
  // The whole group: git leaves its transport helper behind otherwise. It may have ended by itself meanwhile.
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    kill()
  }, timeoutMs)
  signal?.addEventListener('abort', kill, { once: true })
  const chunks: Buffer[] = []
  let stdoutBytes = 0
  const refusals: unknown[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    if (refusals.length > 0 || stdoutBytes > maxStdoutBytes) return
    stdoutBytes += chunk.length
    try {
      onStdout?.(chunk)
    } catch (error) {
      refusals.push(error)
    }
    if (refusals.length === 0 && stdoutBytes <= maxStdoutBytes) chunks.push(chunk)
    else {
      chunks.length = 0
      kill()
    }
  })
  try {
    child.stdin.on('error', () => undefined) // git may end before it has read everything
    child.stdin.end(stdin)
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    const [stderr, exitCode] = await Promise.all([readTail(child.stderr, MAX_STDERR_BYTES), ended])
    signal?.throwIfAborted()
    if (refusals.length > 0) throw refusals[0]
    const overflowed = stdoutBytes > maxStdoutBytes
    return { exitCode, timedOut, overflowed, stdout: Buffer.concat(chunks), stderr }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', kill)
  }
}
