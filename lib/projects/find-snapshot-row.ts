import 'server-only'
import { db } from '@/lib/db/db'
import type { SnapshotRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamContext } from '@/lib/teams/team-context'

/** The named or the newest snapshot of a project of the team; throws `not-found`. */
export async function findSnapshotRow(
  ctx: TeamContext,
  input: { projectId: string; snapshotId?: string },
): Promise<SnapshotRecord> {
  const { projectId, snapshotId: id } = input
  const snapshot = await db().snapshot.findFirst({
    where: { id, projectId, teamId: ctx.teamId },
    orderBy: { id: 'desc' },
  })
  if (snapshot === null) throw new AssayError('not-found', 'There is no such project in this team.')
  return snapshot
}
