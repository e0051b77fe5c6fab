import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { settleState } from './keeping/settle-state'
import { rejudgeOpen } from './learning/rejudge-open'

/** One verdict, or all of one click. */
export const UndoVerdictsRequest = z.union([
  z.object({ verdictId: z.string().min(1).max(64) }),
  z.object({ bulkId: z.string().min(1).max(64) }),
])
export type UndoVerdictsRequest = z.input<typeof UndoVerdictsRequest>

/**
 * Takes verdicts back: they stay on record as undone, what people said before counts again, and what was learned from them is
 * forgotten. People take back their own words; another person's only who may manage members. Throws `forbidden`, `not-found`.
 */
export async function undoVerdicts(
  ctx: TeamContext,
  input: UndoVerdictsRequest,
): Promise<{ findings: number }> {
  assertCan(ctx, 'review')
  const asked = parseInput(UndoVerdictsRequest, input)
  const { teamId } = ctx
  return db().$transaction(async (tx) => {
    const which = 'bulkId' in asked ? { bulkId: asked.bulkId } : { id: asked.verdictId }
    const verdicts = await tx.findingVerdict.findMany({ where: { ...which, teamId } })
    if (verdicts.length === 0) throw new AssayError('not-found', 'There is no such verdict in this team.')
    if (verdicts.some(({ userId }) => userId !== ctx.userId)) assertCan(ctx, 'manage-members')
    const standing = verdicts.filter(({ undoneAt }) => undoneAt === null)
    const findingIds = standing.map(({ findingId }) => findingId)
    if (standing.length === 0) return { findings: 0 }
    await tx.findingVerdict.updateMany({
      where: { id: { in: standing.map(({ id }) => id) }, teamId },
      data: { undoneAt: new Date(), undoneBy: ctx.userId },
    })
    await settleState(tx, teamId, findingIds)
    await rejudgeOpen(tx, teamId, [...new Set(standing.map(({ rule }) => rule))])
    await recordAudit(tx, ctx, {
      action: 'finding.undo',
      subjectType: 'finding',
      subjectId: 'bulkId' in asked ? asked.bulkId : (findingIds[0] ?? ''),
      detail: { verdicts: standing.map(({ id }) => id), findings: findingIds },
    })
    for (const projectId of new Set(standing.map((verdict) => verdict.projectId)))
      await notify(tx, { teamId, topic: 'finding', id: standing[0]?.bulkId ?? '', projectId })
    return { findings: standing.length }
  })
}
