import 'server-only'
import { spawn } from 'node:child_process'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { letGo } from './execution/let-go'
import { runSandboxed } from './run-sandboxed'
import type { SandboxRequest } from './sandbox-types'

/** A program that answers lines with lines. It never keeps this process alive. */
export interface RunningTool {
  stdin: Writable
  /** ends when the program does, in whatever way */
  stdout: Readable
  stop: () => void
}

export interface ToolCommand {
  /** absolute path of a JavaScript file of ours */
  script: string
  /** flags of V8 and Node, before the script */
  nodeFlags: string[]
  /** absolute folders that it may read; all others, all writing and all starting of programs are refused */
  readFolders: string[]
}

const MAX_HEAP_MIB = 512

/**
 * Starts a JavaScript tool that reads foreign text and runs none of it. It sees no environment, and Node's permission model
 * keeps it from files, programs and native code; code of a project never runs here. It ends with its input, that is with this
 * process at the latest.
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
  letGo(child)
  // A pipe to a process that has ended breaks, and so may its start: whoever reads meets the end of its output.
  for (const source of [child, child.stdin, child.stdout]) source.on('error', () => {})
  return { stdin: child.stdin, stdout: child.stdout, stop: () => child.kill('SIGKILL') }
}

/** Starts a tool in the sandbox, for those that need more than the permission model gives. It lives as long as its limits say. */
export function startSandboxedTool(
  request: Omit<SandboxRequest, 'stdin' | 'onStdoutLine' | 'signal' | 'background'>,
): RunningTool {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  const stopped = new AbortController()
  const onStdoutLine = (line: string) => stdout.write(`${line}\n`)
  runSandboxed({ ...request, stdin, onStdoutLine, signal: stopped.signal, background: true }).then(
    () => stdout.end(),
    () => stdout.end(),
  )
  return { stdin, stdout, stop: () => stopped.abort() }
}
