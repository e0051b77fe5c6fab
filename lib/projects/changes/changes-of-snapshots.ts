import 'server-only'
import { db } from '@/lib/db/db'
import type { SnapshotRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { ChangesTarget } from '@/lib/domain/code-diff'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSnapshotRow } from '../find-snapshot-row'
import type { GitChange, GitSide } from '../git/changes/read-git-changes'
import { tooManyFiles } from '../git/changes/read-git-changes'
import type { ReadChanges } from './changes-of-git'
import { DIFF_LIMITS } from './diff-limits'

async function hashesOf(snapshotId: string): Promise<Map<string, string>> {
  const files = await db().snapshotFile.findMany({
    where: { snapshotId },
    select: { path: true, blobHash: true },
  })
  return new Map(files.map(({ path, blobHash }) => [path, blobHash]))
}

/** A file that has gone and one that has come with the very same content: it moved. */
function pairMoved(gone: Map<string, string>, come: Map<string, string>): Map<string, string> {
  const placeOf = new Map([...gone].map(([path, hash]) => [hash, path]))
  const moved = new Map<string, string>()
  for (const [path, hash] of come) {
    const from = placeOf.get(hash)
    if (from === undefined) continue
    moved.set(path, from)
    placeOf.delete(hash)
  }
  return moved
}

interface Place {
  path: string
  oldPath: string | null
  oldHash: string | null
  newHash: string | null
}

function compare(before: Map<string, string>, after: Map<string, string>): Place[] {
  const gone = new Map([...before].filter(([path]) => !after.has(path)))
  const come = new Map([...after].filter(([path]) => !before.has(path)))
  const moved = pairMoved(gone, come)
  const movedFrom = new Set(moved.values())
  const places = [
    ...[...after].flatMap(([path, newHash]): Place[] => {
      const oldPath = moved.get(path) ?? null
      const oldHash = before.get(oldPath ?? path) ?? null
      return oldHash === newHash && oldPath === null ? [] : [{ path, oldPath, oldHash, newHash }]
    }),
    ...[...gone].flatMap(([path, oldHash]): Place[] =>
      movedFrom.has(path) ? [] : [{ path, oldPath: null, oldHash, newHash: null }],
    ),
  ]
  return places.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The commit, else the minute in UTC, which is how lists tell states apart. */
const nameOf = ({ commit, createdAt }: SnapshotRecord) =>
  commit?.slice(0, 10) ?? createdAt.toISOString().slice(0, 16).replace('T', ' ')

/** What changed between two stored states of a project; needs no git. `to`: the newest when left out. */
export async function changesOfSnapshots(
  ctx: TeamContext,
  projectId: string,
  newest: SnapshotRecord,
  target: Extract<ChangesTarget, { kind: 'snapshots' }>,
): Promise<ReadChanges> {
  const from = await findSnapshotRow(ctx, { projectId, snapshotId: target.from })
  const to =
    target.to === undefined ? newest : await findSnapshotRow(ctx, { projectId, snapshotId: target.to })
  const places = compare(await hashesOf(from.id), await hashesOf(to.id))
  if (places.length > DIFF_LIMITS.files) throw tooManyFiles()
  const hashes = [...new Set(places.flatMap(({ oldHash, newHash }) => [oldHash ?? [], newHash ?? []].flat()))]
  const sizes = await db().blob.aggregate({ where: { hash: { in: hashes } }, _sum: { bytes: true } })
  if ((sizes._sum.bytes ?? 0) > DIFF_LIMITS.totalBytes) {
    throw new AssayError(
      'too-large',
      'The changed files are more than 16 MiB. Choose states that are closer together.',
    )
  }
  const blobs = await db().blob.findMany({ where: { hash: { in: hashes } } })
  const contents = new Map(blobs.map(({ hash, content }) => [hash, Buffer.from(content)]))
  const sideOf = (hash: string | null): GitSide => {
    const content = hash === null ? undefined : contents.get(hash)
    return content === undefined ? null : { content }
  }
  const changes = places.map(
    ({ path, oldPath, oldHash, newHash }): GitChange => ({
      path,
      oldPath,
      before: sideOf(oldHash),
      after: sideOf(newHash),
    }),
  )
  return { title: `${nameOf(from)}…${nameOf(to)}`, base: from.id, head: to.id, changes }
}
