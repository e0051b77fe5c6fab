import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Calls a project's deletion off and brings the project back. Throws `forbidden`, `not-found`, `conflict` once it has begun. */
export async function cancelDeletion(ctx: TeamContext, { id }: { id: string }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const deletion = await tx.deletion.findFirst({ where: { id, teamId } })
    if (deletion === null) throw new AssayError('not-found', 'There is no such deletion.')
    const { count } = await tx.deletion.updateMany({
      where: { id, teamId, kind: 'project', doneAt: null, cancelledAt: null, dueAt: { gt: new Date() } },
      data: { cancelledAt: new Date(), cancelledBy: ctx.userId },
    })
    const projectId = deletion.subjectId ?? ''
    if (count === 0) throw new AssayError('conflict', 'This deletion cannot be called off any more.')
    await tx.project.updateMany({ where: { id: projectId, teamId }, data: { archivedAt: null } })
    await recordAudit(tx, ctx, {
      action: 'deletion.cancel',
      subjectType: 'project',
      subjectId: projectId,
      detail: { name: deletion.subjectName },
    })
    await notify(tx, { teamId, topic: 'project', id: projectId, projectId })
    await notify(tx, { teamId, topic: 'settings', id })
  })
}
