import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { refreshReviewState } from './refresh-review-state'

/**
 * Takes a review back; it stays on record as undone and no longer counts. People take back their own words; another
 * person's only who may manage members. Throws `forbidden`, `not-found`.
 */
export async function undoReview(ctx: TeamContext, reviewId: string): Promise<void> {
  assertCan(ctx, 'review')
  await db().$transaction(async (tx) => {
    const review = await tx.review.findFirst({
      where: { id: reviewId, teamId: ctx.teamId },
      include: { run: true },
    })
    if (review === null) throw new AssayError('not-found', 'There is no such review in this team.')
    if (review.userId !== ctx.userId) assertCan(ctx, 'manage-members')
    if (review.undoneAt !== null) return
    await tx.review.update({ where: { id: reviewId }, data: { undoneAt: new Date() } })
    await refreshReviewState(tx, review.runId)
    await recordAudit(tx, ctx, {
      action: 'review.undo',
      subjectType: 'run',
      subjectId: review.runId,
      detail: { reviewId },
    })
    const { projectId, launchId } = review.run
    await notify(tx, { teamId: ctx.teamId, topic: 'review', id: review.runId, projectId, launchId })
  })
}
