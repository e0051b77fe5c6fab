import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Removes a view of one's own; what it showed stays where it is. Throws `not-found`. */
export async function removeView(ctx: TeamContext, { id }: { id: string }): Promise<void> {
  assertCan(ctx, 'keep-views')
  await db().$transaction(async (tx) => {
    const where = { id, teamId: ctx.teamId, createdBy: ctx.userId }
    const { count } = await tx.savedView.deleteMany({ where })
    if (count === 0) throw new AssayError('not-found', 'There is no such view of yours. Reload the page.')
    await recordAudit(tx, ctx, { action: 'view.remove', subjectType: 'view', subjectId: id })
  })
}
