import 'server-only'
import type { SkippedFile } from '@/lib/domain/module'
import { formatBytes } from '@/lib/format/format-bytes'
import { formatCount } from '@/lib/format/format-count'
import { isPython, pathProblem } from './check-path'
import type { ListedFile } from './file-source'
import { SNAPSHOT_LIMITS } from './limits'

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

function tooLarge(bytes: number): string {
  const [size, limit] = [formatBytes(bytes), formatBytes(SNAPSHOT_LIMITS.fileBytes)]
  return size === limit ? `too large (just over ${limit}, the limit)` : `too large (${size}, limit ${limit})`
}
const TOO_MANY = `too many files (limit ${formatCount(SNAPSHOT_LIMITS.files)})`
const TOO_MUCH = `too much in all (limit ${formatBytes(SNAPSHOT_LIMITS.totalBytes)})`

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
      (bytes > SNAPSHOT_LIMITS.fileBytes ? tooLarge(bytes) : null) ??
      (chosen.size >= SNAPSHOT_LIMITS.files ? TOO_MANY : null) ??
      (totalBytes + bytes > SNAPSHOT_LIMITS.totalBytes ? TOO_MUCH : null)
    if (reason !== null) skipped.push({ path, reason })
    else if (!chosen.has(path)) {
      chosen.add(path)
      totalBytes += bytes
    }
  }
  return { chosen, skipped }
}
