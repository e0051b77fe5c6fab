import 'server-only'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

const THIS_PROCESS = randomUUID()
let files = 0

/** When a process began, on its machine's clock; '0': there is none of this number, or the machine does not say. */
function startOf(processId: number): string {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    // The name, in brackets, may hold anything; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  } catch {
    return '0'
  }
}

/** Names a new file of this process. Numbers of processes are given again, so that its start stands beside its number. */
export function newFileName(): string {
  files += 1
  return `${process.pid}-${startOf(process.pid)}-${THIS_PROCESS}-${files}.jsonl`
}

/** Whether a file is this process's own. */
export function isOwnFile(name: string): boolean {
  return name.includes(THIS_PROCESS)
}

/** Whether a file's process may still be at work. One in another container may seem not to: it begins a new file then. */
export function mayBeWritten(name: string): boolean {
  const [, id, start] = /^([1-9]\d*)-(\d+)-/.exec(name) ?? []
  if (id === undefined || startOf(Number(id)) !== start) return false
  try {
    return process.kill(Number(id), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
