import 'server-only'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findBubblewrap } from '@/lib/sandbox/find-bubblewrap'
import { launcherPython } from '@/lib/sandbox/launcher-python'
import type { SandboxMode } from '@/lib/sandbox/sandbox-types'

const run = promisify(execFile)

type ModeList = { available: SandboxMode[]; missing: { mode: SandboxMode; reason: string }[] }

/** Modes whose means this machine has at all, strongest first; whether they hold, only attacks can tell. */
export async function listSandboxModes(): Promise<ModeList> {
  const reasons: [SandboxMode, string | null][] = [
    ['bubblewrap', await whyNoBubblewrap()],
    ['landlock', await whyNoLandlock()],
  ]
  return {
    available: reasons.filter(([, reason]) => reason === null).map(([mode]) => mode),
    missing: reasons.flatMap(([mode, reason]) => (reason === null ? [] : [{ mode, reason }])),
  }
}

async function whyNoBubblewrap(): Promise<string | null> {
  const bubblewrap = findBubblewrap()
  if (bubblewrap === null) return 'bubblewrap (bwrap) is not installed'
  try {
    await run(bubblewrap, ['--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', 'true'])
    return null
  } catch (error) {
    return `bubblewrap cannot make namespaces here: ${String(error).split('\n').at(-2) ?? String(error)}`
  }
}

async function whyNoLandlock(): Promise<string | null> {
  const python = await launcherPython()
  if (python === null) return 'no Python 3.9 or newer that the sandbox user may run'
  // landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION): its version, or an error.
  const ask = 'import ctypes; print(ctypes.CDLL(None).syscall(444, None, 0, 1))'
  const { stdout } = await run(python, ['-I', '-S', '-c', ask])
  return Number(stdout) > 0 ? null : 'this kernel has no Landlock'
}
