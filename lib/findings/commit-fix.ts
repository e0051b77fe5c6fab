import 'server-only'
import { z } from 'zod'
import { applyEdits } from '@/lib/analysis/patches/apply-edits'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { commitOnBranch } from '@/lib/projects/git/branches/commit-on-branch'
import { whyNoBranch } from '@/lib/projects/git/branches/why-no-branch'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { fixedFinding } from './fixes/fixed-finding'
import { textForFix } from './fixes/text-for-fix'

/** An applied fix. */
export const CommitFixRequest = z.object({ fixId: z.string().min(1).max(64) })
export type CommitFixRequest = z.input<typeof CommitFixRequest>

/**
 * Commits an applied fix, alone, to a new branch of the project's own repository, when that is a checkout on this server that
 * it may write to; what is checked out there stays as it is. Throws `forbidden`, `not-found`, `invalid-input`, and `conflict`
 * where it cannot be done, with the reason: the patch can always be downloaded.
 */
export async function commitFix(
  ctx: TeamContext,
  input: CommitFixRequest,
): Promise<{ branch: string; commit: string }> {
  assertCan(ctx, 'manage-projects')
  const { fixId } = parseInput(CommitFixRequest, input)
  const { teamId } = ctx
  const fix = await db().findingFix.findFirst({ where: { id: fixId, teamId }, include: { finding: true } })
  if (fix === null) throw new AssayError('not-found', 'There is no such fix in this team.')
  if (fix.undoneAt !== null) throw new AssayError('conflict', 'This fix is undone.')
  if (fix.branch !== null)
    throw new AssayError('conflict', `This fix is on the branch ${fix.branch} already.`)
  const { runId, findingId } = fix
  const [run, project, finding, author] = await Promise.all([
    db().run.findFirstOrThrow({ where: { id: runId, teamId } }),
    db().project.findFirstOrThrow({ where: { id: fix.finding.projectId, teamId } }),
    fixedFinding(fix),
    db().user.findUniqueOrThrow({ where: { id: ctx.userId } }),
  ])
  const snapshot = await db().snapshot.findFirstOrThrow({ where: { id: run.snapshotId, teamId } })
  const text = await textForFix(run, finding.path)
  if (text.source === null) throw new AssayError('conflict', text.refusal)
  const { sourceKind, sourceLocation } = project
  const refusal = await whyNoBranch({ sourceKind, sourceLocation, commit: snapshot.commit })
  if (refusal !== null || sourceLocation === null || snapshot.commit === null)
    throw new AssayError('conflict', refusal ?? 'This project is no git checkout on this server.')
  const before = text.source
  const after = applyEdits(before, finding.fix ?? [])
  if (after === null) throw new AssayError('conflict', 'The module of this fix is no longer stored.')
  const branch = `assay/fix-${finding.rule.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}-${fixId.slice(0, 8)}`
  const commit = await commitOnBranch({
    location: sourceLocation,
    base: snapshot.commit,
    branch,
    path: finding.path,
    before,
    after,
    // When the answer got lost after the branch was written, the same click again finishes the job.
    takesExisting: true,
    message: `fix: ${finding.rule} in ${finding.path}\n\n${finding.message}\n`,
    author: { name: author.name, email: author.email },
  })
  await db().$transaction(async (tx) => {
    await tx.findingFix.update({ where: { id: fixId }, data: { branch, commit } })
    await recordAudit(tx, ctx, {
      action: 'finding.commit',
      subjectType: 'finding',
      subjectId: findingId,
      detail: { fixId, branch, commit },
    })
  })
  return { branch, commit }
}
