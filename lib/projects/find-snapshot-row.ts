import 'server-only'
import { db } from '@/lib/db/db'
import type { SnapshotRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamContext } from '@/lib/teams/team-context'

/** The named or the newest snapshot of a project of the team, archived or not as asked; throws `not-found`. */
export async function findSnapshotRow(
  ctx: TeamContext,
  input: { projectId: string; snapshotId?: string; project?: { archivedAt: null } },
): Promise<SnapshotRecord> {
  const { projectId, snapshotId: id, project } = input
  const snapshot = await db().snapshot.findFirst({
    where: { id, projectId, teamId: ctx.teamId, project },
    orderBy: { id: 'desc' },
  })
  if (snapshot === null) {
    throw new AssayError('not-found', 'There is no such project in this team, or it holds no files yet.')
  }
  return snapshot
}
