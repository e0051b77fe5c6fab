import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { SnapshotRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { ChangesTarget } from '@/lib/domain/code-diff'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from '../find-project-row'
import { findSnapshotRow } from '../find-snapshot-row'
import type { GitOutside } from '../git/collect-git'
import type { HashedFile } from '../import/hash-files'
import { changesOfGit, type ReadChanges } from './changes-of-git'
import { changesOfPaste } from './changes-of-paste'
import { changesOfSnapshots } from './changes-of-snapshots'
import { DIFF_LIMITS } from './diff-limits'
import { type HashedDiffFile, toDiffFiles } from './to-diff-files'

/** Changes as facts: nothing that happens to the project later alters them. */
export interface ResolvedDiff {
  title: string
  base: string
  head: string
  files: HashedDiffFile[]
  /** contents of both sides, to be stored */
  blobs: HashedFile[]
  /** the state of the project that stands around the changes */
  snapshotId: string
  /** sha256 over all that changed */
  contentHash: string
}

interface Request {
  projectId: string
  snapshotId?: string
  changes: ChangesTarget
}

const KEEP_MS = 10 * 60_000
/** Between a preview and its launch nothing is fetched again. Keys hold the team and what never changes: commits, a text. */
const resolved = new LRUCache<string, ResolvedDiff>({
  maxSize: 6 * DIFF_LIMITS.totalBytes,
  sizeCalculation: ({ blobs }) => 1 + blobs.reduce((sum, { content }) => sum + 3 * content.length, 0),
  ttl: KEEP_MS,
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const AT_ONCE = 3
const underWay = new Map<string, number>()

/** A team reads few histories at once: each may fetch and hold megabytes. */
async function inTurn<T>(teamId: string, work: () => Promise<T>): Promise<T> {
  const count = underWay.get(teamId) ?? 0
  if (count >= AT_ONCE) {
    throw new AssayError(
      'unavailable',
      'Your team is reading several histories right now. Try again in a moment.',
    )
  }
  underWay.set(teamId, count + 1)
  try {
    return await work()
  } finally {
    const left = (underWay.get(teamId) ?? 1) - 1
    if (left === 0) underWay.delete(teamId)
    else underWay.set(teamId, left)
  }
}

/** What was read before for the same key, else what `read` gives now. */
async function once(
  ctx: TeamContext,
  { id: snapshotId, projectId }: SnapshotRecord,
  what: unknown,
  read: () => Promise<ReadChanges>,
): Promise<ResolvedDiff> {
  const key = sha256(JSON.stringify([ctx.teamId, projectId, snapshotId, what]))
  const kept = resolved.get(key)
  if (kept !== undefined) return kept
  const { changes: found, ...states } = await inTurn(ctx.teamId, read)
  const { files, blobs } = toDiffFiles(found)
  const contentHash = sha256(
    JSON.stringify(files.map(({ path, oldPath, oldHash, newHash }) => [path, oldPath, oldHash, newHash])),
  )
  const diff = { ...states, files, blobs, snapshotId, contentHash }
  resolved.set(key, diff)
  return diff
}

/**
 * What a person's words for changes mean right now: the states compared, each changed file with both texts and its hunks.
 * Nothing is written. Throws `not-found`, `invalid-input` (unknown names, a diff that does not fit, nothing changed),
 * `conflict` (the names mean other commits than the preview showed), `too-large` and `unavailable`.
 */
export async function resolveChanges(
  ctx: TeamContext,
  { projectId, snapshotId, changes }: Request,
  outside: GitOutside = {},
): Promise<ResolvedDiff> {
  assertCan(ctx, 'launch')
  const project = await findProjectRow(ctx, { projectId })
  const snapshot = await findSnapshotRow(ctx, { projectId, snapshotId, project: { archivedAt: null } })
  if (changes.kind === 'diff') {
    return once(ctx, snapshot, changes, () => changesOfPaste(snapshot.id, changes.text))
  }
  if (changes.kind === 'snapshots') {
    return once(ctx, snapshot, changes, () => changesOfSnapshots(ctx, projectId, snapshot, changes))
  }
  const { kind, seen } = changes
  const diff = await changesOfGit(project, changes, outside, (named, read) =>
    once(ctx, snapshot, [kind, named], read),
  )
  if (seen !== undefined && (seen.base !== diff.base || seen.head !== diff.head)) {
    const text = 'There are other commits than those you looked at. Look at the changes again.'
    throw new AssayError('conflict', text)
  }
  return diff
}
