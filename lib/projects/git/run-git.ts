import 'server-only'
import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { INTAKE_LIMITS } from '../collect/limits'

export interface GitResult {
  exitCode: number | null
  timedOut: boolean
  stdout: Buffer
  stderr: string
}

export interface GitRequest {
  /** an empty folder of ours: git's home and the place of the repository */
  folder: string
  args: string[]
  stdin?: string
  timeoutMs: number
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

/** Runs git with an environment of its own, bounded in time and in the size of the files it writes. */
export const runGit: RunGit = async ({ folder, args, stdin = '', timeoutMs }) => {
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
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    // The whole group: git leaves its transport helper behind otherwise.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, timeoutMs)
  try {
    child.stdin.on('error', () => undefined) // git may end before it has read everything
    child.stdin.end(stdin)
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    const [stdout, stderr, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended])
    return { exitCode, timedOut, stdout, stderr: stderr.toString('utf8') }
  } finally {
    clearTimeout(timer)
  }
}
