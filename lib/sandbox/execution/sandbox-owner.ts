import 'server-only'
import { readlinkSync } from 'node:fs'
import { readProc } from '@/lib/sandbox/execution/process-tree'

/** A variable by which a sandbox's command line names the process that started it. Never set inside. */
export const OWNER_VARIABLE = 'ASSAY_SANDBOX_OWNER'

/** When a process began, in ticks since the machine did: with it a process number means one process only. Empty: it has ended. */
function startOf(pid: number): string {
  // The name before may hold anything, parentheses and spaces included.
  const afterName = readProc(`/proc/${pid}/stat`).split(') ').at(-1) ?? ''
  const [state = '', ...rest] = afterName.split(' ')
  return state === 'Z' || state === 'X' ? '' : (rest[18] ?? '')
}

/** Process numbers mean something only among those who see the same ones. */
function numberSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** Names a process so that it can be told whether it still lives: by default this one. */
export function ownerMark(pid = process.pid): string {
  return [numberSpace(), pid, startOf(pid)].join('/')
}

/** False only when the named process has certainly ended. */
export function ownerLives(mark: string): boolean {
  const [space, pid = '', start] = mark.split('/')
  return space !== numberSpace() || !/^\d+$/.test(pid) || startOf(Number(pid)) === start
}
