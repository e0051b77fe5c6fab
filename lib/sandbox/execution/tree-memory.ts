import 'server-only'
import { processTree, readProc } from '@/lib/sandbox/execution/process-tree'

/**
 * True when a process tree holds more than `limitBytes` of anonymous and shared memory (mapped files do
 * not count). The cheap sum counts pages shared after a fork once per process, so that an excess is
 * confirmed with proportional figures, which take the kernel longer.
 */
export function treeMemoryExceeds(rootPid: number, limitBytes: number): boolean {
  const pids = processTree(rootPid)
  if (sum(pids, residentBytes) <= limitBytes) return false
  return sum(pids, (pid) => proportionalBytes(pid) ?? residentBytes(pid)) > limitBytes
}

function residentBytes(pid: number): number {
  return sumKilobytes(readProc(`/proc/${pid}/status`), /^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)
}

/** Null where the kernel does not let us read it. */
function proportionalBytes(pid: number): number | null {
  const rollup = readProc(`/proc/${pid}/smaps_rollup`)
  return rollup === '' ? null : sumKilobytes(rollup, /^Pss_(?:Anon|Shmem):\s+(\d+) kB$/gm)
}

function sumKilobytes(text: string, line: RegExp): number {
  let total = 0
  for (const found of text.matchAll(line)) total += Number(found[1]) * 1024
  return total
}

function sum(pids: number[], bytesOf: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + bytesOf(pid), 0)
}
