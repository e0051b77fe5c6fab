import 'server-only'
import { executeCommand } from '@/lib/sandbox/execution/execute-command'
import { bubblewrapCommand } from '@/lib/sandbox/modes/bubblewrap-command'
import { landlockCommand } from '@/lib/sandbox/modes/landlock-command'
import { quoteCommand } from '@/lib/sandbox/modes/quote-command'
import {
  DEFAULT_LIMITS,
  type SandboxMode,
  type SandboxRequest,
  type SandboxResult,
} from '@/lib/sandbox/sandbox-types'

/** Runs a request in one given mode, without asking whether that mode is safe on this machine. */
export async function runInMode(mode: SandboxMode, request: SandboxRequest): Promise<SandboxResult> {
  if (mode === 'refuse') return refusal(request)
  const limits = { ...DEFAULT_LIMITS, ...request.limits }
  const prepare = mode === 'bubblewrap' ? bubblewrapCommand : landlockCommand
  const command = await prepare(request, limits)
  try {
    const outcome = await executeCommand(command, request, limits)
    return { ...outcome, mode, command: command.command }
  } finally {
    await command.dispose()
  }
}

function refusal(request: SandboxRequest): SandboxResult {
  return {
    exitCode: null,
    signalName: null,
    ended: 'refused',
    stdout: '',
    stderr: 'Not executed: no sandbox works on this machine (see Settings, Sandbox).',
    durationMs: 0,
    mode: 'refuse',
    command: quoteCommand(request.argv),
  }
}
