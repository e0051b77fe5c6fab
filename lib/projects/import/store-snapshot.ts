import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { SnapshotRecord } from '@/lib/db/rows'
import type { AuditAction } from '@/lib/domain/audit'
import { recordAudit } from '@/lib/teams/record-audit'
import type { Actor } from './actor'
import { insertSnapshot } from './insert-snapshot'
import type { SnapshotDraft } from './prepare-snapshot'
import { storeBlobs } from './store-blobs'

/** Rows of a large project take longer than Prisma's default of 5 s. */
const TRANSACTION_MS = 60_000

export interface StoredSnapshot {
  snapshotId: string
  /** false: the newest snapshot holds the same files */
  isNewSnapshot: boolean
}

/** True when the newest snapshot holds the same files and all its modules could be read. */
async function isSame(newest: SnapshotRecord | null, contentHash: string): Promise<boolean> {
  if (newest?.contentHash !== contentHash) return false
  const [unread] = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM module WHERE "snapshotId" = ${newest.id} AND jsonb_exists(facts, 'unread') LIMIT 1`
  return unread === undefined
}

/**
 * Stores a project's files as its newest snapshot, unless they are what it has: all of it, or nothing. `within` shares
 * the transaction; what it throws undoes all.
 */
export async function storeSnapshot(
  actor: Actor,
  projectId: string,
  draft: SnapshotDraft,
  within?: (tx: Transaction, stored: StoredSnapshot) => Promise<void>,
): Promise<StoredSnapshot> {
  const newest = await db().snapshot.findFirst({ where: { projectId }, orderBy: { id: 'desc' } })
  const same = (await isSame(newest, draft.contentHash)) ? newest : null
  if (same === null) await storeBlobs(draft.files)
  return db().$transaction(
    async (tx) => {
      const snapshotId = same?.id ?? (await insertSnapshot(tx, actor, projectId, draft))
      const stored = { snapshotId, isNewSnapshot: same === null }
      const action = newest === null ? 'project.import' : 'project.refresh'
      if (same === null) await tellOfIt(tx, actor, projectId, { action, snapshotId, draft })
      await within?.(tx, stored)
      return stored
    },
    { timeout: TRANSACTION_MS },
  )
}

async function tellOfIt(
  tx: Transaction,
  actor: Actor,
  projectId: string,
  { action, snapshotId, draft }: { action: AuditAction; snapshotId: string; draft: SnapshotDraft },
): Promise<void> {
  await tx.project.update({ where: { id: projectId }, data: { updatedAt: new Date() } })
  await recordAudit(tx, actor, {
    action,
    subjectType: 'project',
    subjectId: projectId,
    detail: { snapshotId, commit: draft.commit, files: draft.files.length },
  })
  await notify(tx, { teamId: actor.teamId, topic: 'project', id: projectId, projectId })
}
