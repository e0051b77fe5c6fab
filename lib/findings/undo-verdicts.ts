import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { takeBackVerdicts } from './keeping/give-verdicts'

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
    if (standing.length > 0) await takeBackVerdicts(tx, ctx, standing)
    return { findings: standing.length }
  })
}
