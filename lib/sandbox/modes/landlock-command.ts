import 'server-only'
import { chown } from 'node:fs/promises'
import { launcherPython } from '@/lib/sandbox/launcher-python'
import { fillPaths, insideEnv } from '@/lib/sandbox/modes/inside-paths'
import { quoteCommand } from '@/lib/sandbox/modes/quote-command'
import { releaseIdentity, takeIdentity } from '@/lib/sandbox/modes/sandbox-identity'
import { seccompProgram } from '@/lib/sandbox/modes/seccomp-program'
import { reachableDir } from '@/lib/sandbox/reachable-dir'
import { sandboxFile } from '@/lib/sandbox/sandbox-file'
import type { SandboxCommand, SandboxLimits, SandboxRequest } from '@/lib/sandbox/sandbox-types'
import { makeTemporaryDir, removeTemporaryDir } from '@/lib/sandbox/temporary-dir'

/** What `landlock/launch.py` reads from its argument. */
type LaunchConfig = {
  argv: string[]
  scratch: string
  readPaths: string[]
  uid: number | null
  gid: number | null
  wallMs: number
  scratchBytes: number
  processes: number
  /** Soft and hard limit by the name after RLIMIT_. */
  rlimits: Record<string, [number, number]>
  /** The filter program in hexadecimal. */
  seccomp: string
}

/** The supervisor's own deadline is only for the case that the server cannot act on its. */
const SUPERVISOR_GRACE_MS = 2_000

/** Mode B: Landlock, seccomp and resource limits by a launcher in plain Python; no binary is needed. */
export async function landlockCommand(
  request: SandboxRequest,
  limits: SandboxLimits,
): Promise<SandboxCommand> {
  const python = await launcherPython()
  if (python === null) throw new Error('no Python 3.9 or newer that the sandbox user may run')
  const inputDir = await reachableDir(request.inputDir)
  const inputs = await Promise.all(
    Object.entries(request.inputs ?? {}).map(async ([name, dir]) => [name, await reachableDir(dir)] as const),
  )
  const identity = takeIdentity()
  const scratch = await makeTemporaryDir('box')
  if (identity !== null) await chown(scratch, identity.uid, identity.gid)
  const paths = { in: inputDir, box: scratch, ...Object.fromEntries(inputs) }
  const argv = request.argv.map((word) => fillPaths(word, paths))
  const config: LaunchConfig = {
    argv,
    scratch,
    readPaths: [inputDir, ...inputs.map(([, dir]) => dir), ...(request.readPaths ?? [])],
    uid: identity?.uid ?? null,
    gid: identity?.gid ?? null,
    wallMs: limits.wallMs + SUPERVISOR_GRACE_MS,
    scratchBytes: limits.scratchBytes,
    processes: limits.processes,
    rlimits: {
      AS: [2 * limits.memoryBytes, 2 * limits.memoryBytes],
      CPU: [limits.cpuSeconds, limits.cpuSeconds + 1],
      FSIZE: [limits.fileBytes, limits.fileBytes],
      NOFILE: [256, 256],
      CORE: [0, 0],
    },
    seccomp: seccompProgram().toString('hex'),
  }
  return {
    file: python,
    // Not -I: the launcher imports its second half from beside itself.
    args: ['-S', '-E', '-s', '-B', sandboxFile('landlock/launch.py'), JSON.stringify(config)],
    env: insideEnv(request, paths),
    extraPipes: [],
    // The launcher writes there only what kept it from starting the program.
    hasStarted: (status) => status === '',
    spawnAs: null,
    scratchMount: null,
    killSignal: 'SIGTERM',
    command: quoteCommand(argv),
    dispose: async () => {
      await removeTemporaryDir(scratch)
      releaseIdentity(identity)
    },
  }
}
