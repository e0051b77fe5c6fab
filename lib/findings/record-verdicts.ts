import 'server-only'
import { randomUUID } from 'node:crypto'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { VerdictRequest } from '@/lib/domain/finding-verdict'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { contextOf } from './calibration/context-of'
import { settleState } from './keeping/settle-state'
import { rejudgeOpen } from './learning/rejudge-open'

/** What one click came to; `bulkId` takes all of it back. */
export interface RecordedVerdicts {
  bulkId: string
  findings: number
  /** other findings that are kept back from now on, and that are shown again */
  nowHidden: number
  nowShown: number
}

/**
 * Records a person's word on findings: accepted, or dismissed with a reason. Earlier words stay on record, the newest counts;
 * confidences of other open findings of the same rules follow at once. Throws `forbidden`, `invalid-input`, `not-found` when
 * one of them is no finding of this team; then none is judged.
 */
export async function recordVerdicts(ctx: TeamContext, input: VerdictRequest): Promise<RecordedVerdicts> {
  assertCan(ctx, 'review')
  const { findingIds, verdict, reason = null, comment = null } = parseInput(VerdictRequest, input)
  const { teamId, userId } = ctx
  return db().$transaction(async (tx) => {
    const findings = await tx.finding.findMany({ where: { id: { in: findingIds }, teamId } })
    if (findings.length < new Set(findingIds).size) {
      throw new AssayError('not-found', 'One of these findings is not in this team. Reload the list.')
    }
    const bulkId = randomUUID()
    await tx.findingVerdict.createMany({
      data: findings.map(({ id, projectId, rule, ruleVersion, judged }) => {
        const finding = JudgedFinding.parse(judged)
        return {
          ...{
            teamId,
            projectId,
            findingId: id,
            userId,
            verdict,
            reason,
            comment,
            rule,
            ruleVersion,
            bulkId,
          },
          context: contextOf(finding),
          rawConfidence: finding.rawConfidence,
          shownConfidence: finding.confidence.value,
        }
      }),
    })
    await settleState(tx, teamId, findingIds)
    const rules = [...new Set(findings.map(({ rule }) => rule))]
    const { hidden, shown } = await rejudgeOpen(tx, teamId, rules)
    await recordAudit(tx, ctx, {
      action: 'finding.judge',
      subjectType: 'finding',
      subjectId: findings.length === 1 ? (findings[0]?.id ?? bulkId) : bulkId,
      detail: { verdict, reason, findings: findings.map(({ id }) => id), bulkId },
    })
    for (const projectId of new Set(findings.map((finding) => finding.projectId)))
      await notify(tx, { teamId, topic: 'finding', id: bulkId, projectId })
    return { bulkId, findings: findings.length, nowHidden: hidden, nowShown: shown }
  })
}
