import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from './find-project-row'

async function setArchived(ctx: TeamContext, projectId: string, archived: boolean): Promise<void> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectRow(ctx, { projectId })
  if ((project.archivedAt !== null) === archived) return
  await db().$transaction(async (tx) => {
    await tx.project.update({ where: { id: projectId }, data: { archivedAt: archived ? new Date() : null } })
    await recordAudit(tx, ctx, {
      action: archived ? 'project.archive' : 'project.restore',
      subjectType: 'project',
      subjectId: projectId,
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'project', id: projectId, projectId })
  })
}

/** Takes a project out of the lists; its runs stay, and `restoreProject` undoes it. */
export function archiveProject(ctx: TeamContext, input: { projectId: string }): Promise<void> {
  return setArchived(ctx, input.projectId, true)
}

/** Undoes `archiveProject`. */
export function restoreProject(ctx: TeamContext, input: { projectId: string }): Promise<void> {
  return setArchived(ctx, input.projectId, false)
}
