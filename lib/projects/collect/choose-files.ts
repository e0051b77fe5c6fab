import 'server-only'
import type { SkippedFile } from '@/lib/domain/module'
import { formatBytes } from '@/lib/format/format-bytes'
import { pathProblem } from './check-path'
import type { ListedFile } from './file-source'
import { SNAPSHOT_LIMITS } from './limits'

function isPython(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi')
}

/** Python first, so that the limits take other files; then by path, so that the choice is always the same. */
function inOrder(files: ListedFile[]): ListedFile[] {
  return [...files].sort(
    (a, b) => Number(isPython(b.path)) - Number(isPython(a.path)) || (a.path < b.path ? -1 : 1),
  )
}

/** Every folder on the way to the files. */
function foldersOf(files: ListedFile[]): Set<string> {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

/** Decides by path and size alone which files a snapshot takes, within its limits. */
export function chooseFiles(listed: ListedFile[]): { chosen: Set<string>; skipped: SkippedFile[] } {
  const chosen = new Set<string>()
  const skipped: SkippedFile[] = []
  const folders = foldersOf(listed)
  let totalBytes = 0
  for (const { path, bytes } of inOrder(listed)) {
    const reason =
      pathProblem(path) ??
      (folders.has(path) ? 'has the name of a folder' : null) ??
      (bytes > SNAPSHOT_LIMITS.fileBytes ? `larger than ${formatBytes(SNAPSHOT_LIMITS.fileBytes)}` : null) ??
      (chosen.size >= SNAPSHOT_LIMITS.files ? `more than ${SNAPSHOT_LIMITS.files} files` : null) ??
      (totalBytes + bytes > SNAPSHOT_LIMITS.totalBytes
        ? `more than ${formatBytes(SNAPSHOT_LIMITS.totalBytes)} in all`
        : null)
    if (reason !== null) skipped.push({ path, reason })
    else if (!chosen.has(path)) {
      chosen.add(path)
      totalBytes += bytes
    }
  }
  return { chosen, skipped }
}
