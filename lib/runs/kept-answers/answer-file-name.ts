import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * A file of another machine in which nothing was written for so long is of a process that is gone, or has nothing to write.
 * A dead worker's flows are taken up no sooner than that: it has been silent for 6.5 s, and told that it lived every two.
 */
const QUIET_MS = 4000

const THIS_PROCESS = randomUUID()
const THIS_MACHINE = createHash('sha256').update(`${os.hostname()} ${bootId()}`).digest('hex').slice(0, 12)
let files = 0

/** The machine is left out by names of earlier releases. */
const NAME = /^([1-9]\d*)-(\d+)-(?:([0-9a-f]{12})-)?/

/** Another one after each start of the machine; '': it does not say. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

/** When a process began, on its machine's clock; '0': there is none of this number, or the machine does not say. */
function startOf(processId: string): string {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    // The name, in brackets, may hold anything; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  } catch {
    return '0'
  }
}

/**
 * Names a new file of this process. Numbers of processes are given again, and by each machine, so that its start and its
 * machine stand beside its number.
 */
export function newFileName(): string {
  files += 1
  return `${process.pid}-${startOf(String(process.pid))}-${THIS_MACHINE}-${THIS_PROCESS}-${files}.jsonl`
}

/** Whether a file is this process's own. */
export function isOwnFile(name: string): boolean {
  return name.includes(THIS_PROCESS)
}

/** Whether a file is of one of these workers of this machine: their ids begin with its name and their process's number. */
export function isOfWorker(name: string, workerIds: string[]): boolean {
  const [, id, , machine = THIS_MACHINE] = NAME.exec(name) ?? []
  return machine === THIS_MACHINE && workerIds.some((one) => one.startsWith(`${os.hostname()}-${id}-`))
}

/**
 * Whether a file's process may still be at work. One of another machine or container that shares the folder cannot be asked
 * for: it is taken for gone when it writes nothing, and begins a new file should this one be removed.
 */
export function mayBeWritten(place: string): boolean {
  const [, id, start, machine = THIS_MACHINE] = NAME.exec(path.basename(place)) ?? []
  if (machine !== THIS_MACHINE) return wasWrittenLately(place)
  if (id === undefined || startOf(id) !== start) return false
  try {
    return process.kill(Number(id), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function wasWrittenLately(place: string): boolean {
  const stat = statSync(place, { throwIfNoEntry: false })
  return stat !== undefined && Date.now() - stat.mtimeMs < QUIET_MS
}
