import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { db, type Transaction } from '@/lib/db/db'
import type { FindingRecord, FindingSightingRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { lockStanding } from './fixes/lock-standing'
import { textForFix } from './fixes/text-for-fix'
import { mend, readStandingFixes, writeVersion } from './fixes/write-version'
import { patchOf } from './get-finding'
import { giveVerdicts } from './keeping/give-verdicts'
import { lockVerdicts } from './keeping/lock-verdicts'

export const FixRequest = z.object({ findingId: z.string().min(1).max(64) })
export type FixRequest = z.input<typeof FixRequest>

export interface AppliedFix {
  fixId: string
  runId: string
  artifactId: string
  version: number
  /** unified diff of this fix alone */
  patch: string
}

/**
 * Applies a finding's checked fix: the module with it, and with the run's other applied fixes, is the next version of that
 * module among the run's outputs, and the finding is accepted. The project's own files are not touched. Throws `forbidden`,
 * `not-found`, `conflict` (no checked fix, made for another text, applied already, or another fix changes the same lines).
 */
export async function applyFix(ctx: TeamContext, input: FixRequest): Promise<AppliedFix> {
  assertCan(ctx, 'review')
  const { findingId } = parseInput(FixRequest, input)
  const { teamId } = ctx
  const { sighting, run } = await findOffer(teamId, findingId)
  const judged = JudgedFinding.parse(sighting.judged)
  const text = await textForFix(run, judged.path)
  if (text.source === null) throw new AssayError('conflict', text.refusal)
  const standing = await readStandingFixes(teamId, run, judged.path)
  const patch = patchOf(text.source, judged)
  if (standing === null || patch === null || judged.fix === null)
    throw new AssayError('conflict', 'No checked fix is offered for this finding. Run the review again.')
  const known = standing.fixes.map((fix) => fix.findingId)
  if (known.includes(findingId)) throw new AssayError('conflict', 'This fix is applied already.')
  const fixes = [...standing.fixes, { findingId, edits: judged.fix, finding: judged }]
  const mended = await mend(judged.path, { ...standing, fixes })
  if (mended === null)
    throw new AssayError(
      'conflict',
      'Another fix that you applied changes the same lines. Undo that one first.',
    )
  return db().$transaction(async (tx) => {
    await lockStanding(tx, { runId: run.id, teamId, standing: standing.applied })
    const now = await lockOffer(tx, sighting)
    const written = await writeVersion(tx, ctx, { runId: run.id, path: judged.path, mended })
    const { artifactId } = written
    const fixId = randomUUID()
    await tx.findingFix.create({
      data: { id: fixId, teamId, findingId, runId: run.id, artifactId, patch, createdBy: ctx.userId },
    })
    if (now.state === 'open')
      await giveVerdicts(tx, ctx, [now], {
        verdict: 'accepted',
        reason: null,
        comment: null,
        bulkId: fixId,
      })
    await recordAudit(tx, ctx, {
      action: 'finding.fix',
      subjectType: 'finding',
      subjectId: findingId,
      detail: { fixId, runId: run.id, ...written },
    })
    return { fixId, runId: run.id, ...written, patch }
  })
}

/** The finding, what its newest run said of it, and that run. */
async function findOffer(teamId: string, findingId: string) {
  const finding = await db().finding.findFirst({ where: { id: findingId, teamId } })
  if (finding === null) throw new AssayError('not-found', 'There is no such finding in this team.')
  const runId = finding.lastRunId
  const sighting = await db().findingSighting.findUnique({
    where: { runId_findingId: { runId, findingId }, teamId },
  })
  const run = await db().run.findFirst({
    where: { id: runId, teamId },
    select: { id: true, teamId: true, snapshotId: true, targetKind: true, launchId: true },
  })
  if (sighting === null || run === null)
    throw new AssayError('conflict', 'The run that offered this fix is gone. Run the review again.')
  return { sighting, run }
}

/**
 * The finding as it is now, locked until the transaction ends. Throws `conflict` when another run, or another try of this one,
 * has said something else of it since the fix was read: what would be applied is no longer what is offered.
 */
async function lockOffer(
  tx: Transaction,
  { teamId, runId, findingId, judged }: FindingSightingRecord,
): Promise<FindingRecord> {
  await lockVerdicts(tx, teamId, 'verdicts')
  await tx.$queryRaw`SELECT id FROM finding WHERE id = ${findingId} AND "teamId" = ${teamId} FOR UPDATE`
  const finding = await tx.finding.findFirst({ where: { id: findingId, teamId } })
  const seen = await tx.findingSighting.findUnique({
    where: { runId_findingId: { runId, findingId }, teamId },
  })
  const isSame = finding?.lastRunId === runId && JSON.stringify(seen?.judged) === JSON.stringify(judged)
  if (finding === null || !isSame)
    throw new AssayError(
      'conflict',
      'A run saw this finding again just now. Look at it once more, then apply.',
    )
  return finding
}
