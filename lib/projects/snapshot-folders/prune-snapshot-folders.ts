import 'server-only'
import { randomBytes } from 'node:crypto'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { WAITING_FOR_CHECK } from '@/lib/domain/unchecked-edit'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { draftPrefix, folderOf, isDraft, snapshotsFolder } from './snapshot-folder'

export const KEEP_SNAPSHOT_FOLDERS = {
  /** a folder that no run used for so long is made again when one needs it */
  days: 14,
  /** of all folders together; beyond it the ones that were used longest ago go first */
  bytes: 4 * 1024 ** 3,
} as const

/** A folder used this recently stays whatever the total: a run may be about to enter it. */
const RECENT_MS = 3_600_000
const DAY_MS = 86_400_000

interface Folder {
  name: string
  usedAt: number
}

async function listFolders(parent: string): Promise<Folder[]> {
  const names = await readdir(parent).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const usedAt = await stat(path.join(parent, name)).then(
        (entry) => entry.mtimeMs,
        () => null, // another worker of this machine was faster
      )
      return usedAt === null ? [] : [{ name, usedAt }]
    }),
  )
  return found.flat()
}

const Hashes = z.array(z.object({ contentHash: z.string() }))
const Sizes = z.array(z.object({ contentHash: z.string(), totalBytes: z.number() }))

/** Names of the folders of runs that are queued or running, and of edits that wait for their check. */
async function findInUse(): Promise<Set<string>> {
  const rows = await db().$queryRaw`
    SELECT DISTINCT "contentHash" FROM snapshot WHERE id IN (
      SELECT "snapshotId" FROM run WHERE status IN ('queued', 'running', 'awaiting-approval')
      UNION
      SELECT run."snapshotId" FROM artifact JOIN run ON run.id = artifact."runId"
      WHERE artifact.origin = 'person' AND artifact."verdictText" = ${WAITING_FOR_CHECK})`
  return new Set(Hashes.parse(rows).map((row) => path.basename(folderOf(row.contentHash))))
}

/** Bytes by folder name; what the database does not know any more, as its project was deleted, is not in it. */
async function readSizes(names: string[]): Promise<Map<string, number>> {
  const hashes = names.map((name) => name.split('.')[0] ?? '')
  const rows = await db().$queryRaw`
    SELECT DISTINCT "contentHash", "totalBytes" FROM snapshot WHERE "contentHash" = ANY(${hashes}::text[])`
  const sizes = new Map(Sizes.parse(rows).map((row) => [row.contentHash, row.totalBytes]))
  return new Map(
    names.flatMap((name) => {
      const bytes = sizes.get(name.split('.')[0] ?? '')
      return bytes === undefined ? [] : [[name, bytes] as const]
    }),
  )
}

/** Moved aside first: a run that comes meanwhile finds no folder and makes it again, never half of one. */
async function remove(name: string): Promise<void> {
  const aside = `${draftPrefix()}${randomBytes(6).toString('hex')}`
  await rename(path.join(snapshotsFolder(), name), aside)
  await rm(aside, { recursive: true, force: true })
}

async function removeStale(parent: string, fits: (name: string) => boolean, now: number): Promise<number> {
  const stale = (await listFolders(parent)).filter(
    ({ name, usedAt }) => fits(name) && now - usedAt > RECENT_MS,
  )
  for (const { name } of stale) await rm(path.join(parent, name), { recursive: true, force: true })
  return stale.length
}

function choose(
  folders: Folder[],
  sizes: Map<string, number>,
  keep: { days: number; bytes: number },
  now: number,
) {
  let total = folders.reduce((sum, { name }) => sum + (sizes.get(name) ?? 0), 0)
  return folders
    .toSorted((one, other) => one.usedAt - other.usedAt)
    .filter(({ name, usedAt }) => {
      const age = now - usedAt
      const isUnwanted = total > keep.bytes || !sizes.has(name)
      const goes = age > keep.days * DAY_MS || (isUnwanted && age > RECENT_MS)
      if (goes) total -= sizes.get(name) ?? 0
      return goes
    })
}

/**
 * Removes from this machine what no run needs: folders of snapshots that are gone, that were not used for long or that are
 * too much in all, and what processes that were killed left half made. Nothing of a queued or running run is touched, and all of
 * it can be made again from the database. Returns how many folders went.
 */
export async function pruneSnapshotFolders(
  keep: { days: number; bytes: number } = KEEP_SNAPSHOT_FOLDERS,
  now = Date.now(),
): Promise<number> {
  const drafts = await removeStale(snapshotsFolder(), isDraft, now)
  const fetched = await removeStale(
    path.join(env().ASSAY_DATA, 'tmp'),
    (name) => name.startsWith('git-'),
    now,
  )
  const whole = (await listFolders(snapshotsFolder())).filter(({ name }) => !isDraft(name))
  const inUse = await findInUse()
  const idle = whole.filter(({ name }) => !inUse.has(name))
  const gone = choose(idle, await readSizes(idle.map(({ name }) => name)), keep, now)
  for (const { name } of gone) await remove(name)
  const removed = drafts + fetched + gone.length
  if (removed > 0) log.info({ removed }, 'folders of snapshots that no run needs were removed')
  return removed
}
