import 'server-only'
import { readdirSync } from 'node:fs'
import { log } from '@/lib/log/log'
import { readProc } from '@/lib/sandbox/execution/process-tree'
import { OWNER_VARIABLE, ownerLives } from '@/lib/sandbox/execution/sandbox-owner'

/**
 * Ends what sandboxes of processes that were killed have left. Bubblewrap dies with its parent, but when that happens while
 * it is still setting up, its child waits for ever to be told to go on: nothing was executed in it, and nothing ever will be.
 * Returns the process numbers.
 */
export function sweepSandboxes(): number[] {
  const left = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const words = readProc(`/proc/${pid}/cmdline`).split('\0')
      const at = words.indexOf(OWNER_VARIABLE)
      return words[at - 1] === '--setenv' && !ownerLives(words[at + 1] ?? '')
    })
  const ended = left.filter(kill)
  if (ended.length > 0) log.warn({ ended }, 'sandboxes of dead processes were ended')
  return ended
}

/** False: it has ended, or belongs to another user. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
