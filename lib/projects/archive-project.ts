import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from './find-project-row'

async function setArchived(ctx: TeamContext, projectId: string, archived: boolean): Promise<void> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectRow(ctx, { projectId })
  if ((project.archivedAt !== null) === archived) return
  await db().$transaction(async (tx) => {
    if (!archived) await callDeletionOff(tx, ctx, projectId)
    await tx.project.update({ where: { id: projectId }, data: { archivedAt: archived ? new Date() : null } })
    await recordAudit(tx, ctx, {
      action: archived ? 'project.archive' : 'project.restore',
      subjectType: 'project',
      subjectId: projectId,
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'project', id: projectId, projectId })
  })
}

/**
 * Whoever wants a project back does not want it deleted; what an admin asked for only an admin calls off. Throws `forbidden`,
 * and `conflict` when it has begun.
 */
async function callDeletionOff(tx: Transaction, ctx: TeamContext, projectId: string): Promise<void> {
  const pending = {
    teamId: ctx.teamId,
    kind: 'project',
    subjectId: projectId,
    doneAt: null,
    cancelledAt: null,
  }
  if ((await tx.deletion.count({ where: pending })) === 0) return
  assertCan(ctx, 'manage-settings')
  await tx.deletion.updateMany({
    where: { ...pending, dueAt: { gt: new Date() } },
    data: { cancelledAt: new Date(), cancelledBy: ctx.userId },
  })
  if ((await tx.deletion.count({ where: pending })) > 0)
    throw new AssayError('conflict', 'This project is being deleted and cannot be brought back.')
}

/** Takes a project out of the lists; its runs stay, and `restoreProject` undoes it. */
export function archiveProject(ctx: TeamContext, input: { projectId: string }): Promise<void> {
  return setArchived(ctx, input.projectId, true)
}

/** Undoes `archiveProject`, and calls off a deletion that waits, for those who may ask for one. */
export function restoreProject(ctx: TeamContext, input: { projectId: string }): Promise<void> {
  return setArchived(ctx, input.projectId, false)
}
