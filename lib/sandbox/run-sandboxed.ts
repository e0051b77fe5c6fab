import 'server-only'
import { chooseSandboxMode } from '@/lib/sandbox/choose-mode'
import { runInMode } from '@/lib/sandbox/run-in-mode'
import type { SandboxRequest, SandboxResult } from '@/lib/sandbox/sandbox-types'

/**
 * Runs foreign code isolated from the server and the network, within limits of time, memory, processes,
 * disk and output. Results come over pipes only. How the program ended is a value: `ended` says
 * `refused` when this machine has no safe sandbox; nothing was executed then.
 * @throws Error when the sandbox itself could not be started.
 */
export async function runSandboxed(request: SandboxRequest): Promise<SandboxResult> {
  const mode = request.mode ?? (await chooseSandboxMode()).mode
  return runInMode(mode, request)
}
