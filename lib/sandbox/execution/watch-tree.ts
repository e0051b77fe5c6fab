import 'server-only'
import { statfsSync } from 'node:fs'
import { childrenOf } from '@/lib/sandbox/execution/process-tree'
import { treeMemoryExceeds } from '@/lib/sandbox/execution/tree-memory'

const POLL_MS = 50
/** Same as MAX_SCRATCH_ENTRIES of landlock/supervise.py: each file costs kernel memory that no size counts. */
const MAX_SCRATCH_FILES = 50_000

/**
 * Looks at a running process tree for what per-process limits cannot hold, until stopped: memory of all
 * processes together and, where the scratch folder is a mount inside, the number of its files.
 */
export function watchTree(
  rootPid: number,
  limits: { memoryBytes: number; scratchMount: string | null },
  onLimit: (which: 'memory-limit' | 'killed') => void,
): () => void {
  const timer = setInterval(() => {
    const which = treeMemoryExceeds(rootPid, limits.memoryBytes)
      ? 'memory-limit'
      : limits.scratchMount !== null && mountedFiles(rootPid, limits.scratchMount) > MAX_SCRATCH_FILES
        ? 'killed'
        : null
    if (which === null) return
    clearInterval(timer)
    onLimit(which)
  }, POLL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Files in a mount that only the children of `rootPid` see; 0 when it cannot be looked at. */
function mountedFiles(rootPid: number, mount: string): number {
  const [inside] = childrenOf(rootPid)
  if (inside === undefined) return 0
  try {
    const { files, ffree } = statfsSync(`/proc/${inside}/root${mount}`)
    return files - ffree
  } catch {
    return 0
  }
}
