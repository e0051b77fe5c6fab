import 'server-only'
import { db } from '@/lib/db/db'
import type { ImportResult } from '@/lib/domain/module'
import type { TeamContext } from '@/lib/teams/team-context'
import { describeImport } from './describe-import'
import { insertProject, type ProjectDraft } from './insert-project'
import { insertSnapshot } from './insert-snapshot'
import type { SnapshotDraft } from './prepare-snapshot'
import { storeBlobs } from './store-blobs'

/** Rows of a large project take longer than Prisma's default of 5 s. */
const TRANSACTION_MS = 60_000

/** Stores a new project with its first snapshot: all of it, or nothing. */
export async function createProject(
  ctx: TeamContext,
  project: ProjectDraft,
  snapshot: SnapshotDraft,
): Promise<ImportResult> {
  await storeBlobs(snapshot.files)
  const made = await db().$transaction(
    async (tx) => {
      const { projectId, slug } = await insertProject(tx, ctx, project)
      const snapshotId = await insertSnapshot(tx, ctx, projectId, snapshot)
      return { projectId, slug, snapshotId }
    },
    { timeout: TRANSACTION_MS },
  )
  return { ...made, isNewSnapshot: true, ...describeImport(snapshot) }
}
