import 'server-only'
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'

export interface ToolCommand {
  /** absolute path of a JavaScript file of ours or of a package */
  script: string
  /** flags of V8 and Node, before the script */
  nodeFlags: string[]
  /** absolute folders that it may read; all others, all writing and all starting of programs are refused */
  readFolders: string[]
}

/** A tool that runs beside the server. */
export interface RunningTool {
  stdin: Writable
  stdout: Readable
  /** While something is asked of it, it keeps this process alive; afterwards it does not. */
  hold: () => void
  release: () => void
  stop: () => void
}

const MAX_HEAP_MIB = 512

/**
 * Starts a JavaScript tool that reads foreign text and runs none of it. It sees no environment, and Node's permission model
 * keeps it from files, programs and native code. Code of a project never runs here: for that there is the sandbox. It ends
 * with its input, that is with this process at the latest.
 */
export function startTool({ script, nodeFlags, readFolders }: ToolCommand): RunningTool {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      `--max-old-space-size=${MAX_HEAP_MIB}`,
      permission,
      ...readFolders.map((folder) => `--allow-fs-read=${folder}/*`),
      ...nodeFlags,
      script,
    ],
    { cwd: '/', env: {} as NodeJS.ProcessEnv, stdio: ['pipe', 'pipe', 'ignore'] },
  )
  // A pipe to a process that has ended breaks, and so may its start: whoever reads meets the end of its output.
  for (const source of [child, child.stdin, child.stdout]) source.on('error', () => {})
  const sockets = [child.stdin, child.stdout].filter((stream) => stream instanceof Socket)
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    hold: () => {
      for (const held of [child, ...sockets]) held.ref()
    },
    release: () => {
      for (const held of [child, ...sockets]) held.unref()
    },
    stop: () => child.kill('SIGKILL'),
  }
}
