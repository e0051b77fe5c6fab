import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'

/** A process and all its living descendants, as seen from the host. */
export function processTree(rootPid: number): number[] {
  const found = [rootPid]
  for (let index = 0; index < found.length; index += 1) found.push(...childrenOf(found[index] ?? rootPid))
  return found
}

/** Direct children of all threads of a process; none when it has ended. */
export function childrenOf(pid: number): number[] {
  let tasks: string[]
  try {
    tasks = readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
  return tasks.flatMap((task) =>
    readProc(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
  )
}

/** Empty when the process has gone meanwhile or may not be looked at. */
export function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
