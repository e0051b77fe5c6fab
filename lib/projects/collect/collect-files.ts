import 'server-only'
import { MORE_SKIPPED, type SkippedFile } from '@/lib/domain/module'
import { isPython } from './check-path'
import { chooseFiles } from './choose-files'
import { type Collected, type CollectedFile, type FileSource, NOT_READABLE } from './file-source'
import { SNAPSHOT_LIMITS } from './limits'

const SNIFFED_BYTES = 8192

/** A NUL byte near the start: the rule git itself goes by. */
function isBinary(content: Buffer): boolean {
  return content.subarray(0, SNIFFED_BYTES).includes(0)
}

/** By path, but Python first: what people look for must not be among those that are only counted. */
function inOrder(a: SkippedFile, b: SkippedFile): number {
  return Number(isPython(b.path)) - Number(isPython(a.path)) || (a.path < b.path ? -1 : 1)
}

/** Shortens the list of files left out; its last row counts the rest. */
function capped(skipped: SkippedFile[]): SkippedFile[] {
  const rows = skipped
    .map(({ path, reason }) => ({ path: path.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd').slice(0, 500), reason }))
    .sort(inOrder)
  if (rows.length <= SNAPSHOT_LIMITS.skippedRows) return rows
  const kept = rows.slice(0, SNAPSHOT_LIMITS.skippedRows)
  return [...kept, { path: MORE_SKIPPED, reason: `and ${rows.length - kept.length} more files` }]
}

/** Takes what a snapshot may hold from a source: text within the limits; the rest is listed with its reason. */
export async function collectFiles(
  source: FileSource,
  origin: { commit?: string | null; ref?: string | null } = {},
  signal?: AbortSignal,
): Promise<Collected> {
  const listed = await source.list(signal)
  const { chosen, skipped } = chooseFiles(listed.files)
  const files: CollectedFile[] = []
  const read = await source.read(chosen, signal)
  const unread = new Set(chosen)
  for (const file of read) {
    unread.delete(file.path)
    if (isBinary(file.content)) skipped.push({ path: file.path, reason: 'binary (it holds NUL bytes)' })
    else files.push(file)
  }
  for (const path of unread) skipped.push({ path, reason: NOT_READABLE })
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  const { commit = null, ref = null } = origin
  return { files, skipped: capped([...listed.skipped, ...skipped]), commit, ref }
}
