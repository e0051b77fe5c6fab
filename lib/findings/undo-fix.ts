import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { fixedFinding } from './fixes/fixed-finding'
import { lockStanding } from './fixes/lock-standing'
import { mend, readStandingFixes, writeVersion } from './fixes/write-version'
import { takeBackVerdicts } from './keeping/give-verdicts'

export const UndoFixRequest = z.object({ fixId: z.string().min(1).max(64) })
export type UndoFixRequest = z.input<typeof UndoFixRequest>

/**
 * Takes an applied fix back: the module without it is the next version, and the acceptance that came with it is undone. A
 * branch that it was committed to stays as it is, and is named. Own fixes; another person's only who may manage members. Throws
 * `forbidden`, `not-found`, `conflict` (undone already, or the module is gone).
 */
export async function undoFix(
  ctx: TeamContext,
  input: UndoFixRequest,
): Promise<{ runId: string; artifactId: string; version: number; branch: string | null }> {
  assertCan(ctx, 'review')
  const { fixId } = parseInput(UndoFixRequest, input)
  const { teamId } = ctx
  const fix = await db().findingFix.findFirst({ where: { id: fixId, teamId } })
  if (fix === null) throw new AssayError('not-found', 'There is no such fix in this team.')
  if (fix.createdBy !== ctx.userId) assertCan(ctx, 'manage-members')
  if (fix.undoneAt !== null) throw new AssayError('conflict', 'This fix is undone already.')
  const { runId, findingId, branch } = fix
  const run = await db().run.findFirstOrThrow({
    where: { id: runId, teamId },
    select: { id: true, snapshotId: true },
  })
  const { path } = await fixedFinding(fix)
  const standing = await readStandingFixes(teamId, run, path)
  const rest = standing?.fixes.filter((one) => one.findingId !== findingId) ?? []
  const mended = standing === null ? null : await mend(path, { ...standing, fixes: rest })
  if (standing === null || mended === null)
    throw new AssayError('conflict', 'The module of this fix is no longer stored.')
  return db().$transaction(async (tx) => {
    await lockStanding(tx, { runId, teamId, standing: standing.applied })
    await tx.findingFix.updateMany({
      where: { id: fixId, teamId },
      data: { undoneAt: new Date(), undoneBy: ctx.userId },
    })
    const written = await writeVersion(tx, ctx, { runId, path, mended })
    const verdicts = await tx.findingVerdict.findMany({ where: { teamId, bulkId: fixId, undoneAt: null } })
    if (verdicts.length > 0) await takeBackVerdicts(tx, ctx, verdicts)
    await recordAudit(tx, ctx, {
      action: 'finding.unfix',
      subjectType: 'finding',
      subjectId: findingId,
      detail: { fixId, runId, ...written },
    })
    return { runId, ...written, branch }
  })
}
