import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { FindingRecord } from '@/lib/db/rows'
import { type DismissReason, JudgedFinding } from '@/lib/domain/finding-row'
import type { FindingVerdictWord } from '@/lib/domain/finding-verdict'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { contextOf } from '../calibration/context-of'
import { rejudgeOpen } from '../learning/rejudge-open'
import { lockVerdicts } from './lock-verdicts'
import { settleState } from './settle-state'

export interface Said {
  verdict: FindingVerdictWord
  reason: DismissReason | null
  comment: string | null
  /** what takes all of it back */
  bulkId: string
}

/** Writes one verdict on each finding, with what was shown of it, and lets the likes of them follow. */
export async function giveVerdicts(
  tx: Transaction,
  ctx: TeamContext,
  findings: FindingRecord[],
  { verdict, reason, comment, bulkId }: Said,
): Promise<{ hidden: number; shown: number }> {
  const { teamId, userId } = ctx
  await lockVerdicts(tx, teamId, 'verdicts')
  await tx.findingVerdict.createMany({
    data: findings.map(({ id, projectId, rule, ruleVersion, judged }) => {
      const finding = JudgedFinding.parse(judged)
      return {
        ...{ teamId, projectId, findingId: id, userId, verdict, reason, comment, rule, ruleVersion, bulkId },
        context: contextOf(finding),
        rawConfidence: finding.rawConfidence,
        shownConfidence: finding.confidence.value,
      }
    }),
  })
  const ids = findings.map(({ id }) => id)
  await settleState(tx, teamId, ids)
  const changed = await rejudgeOpen(tx, teamId, [...new Set(findings.map(({ rule }) => rule))])
  await recordAudit(tx, ctx, {
    action: 'finding.judge',
    subjectType: 'finding',
    subjectId: ids.length === 1 ? (ids[0] ?? bulkId) : bulkId,
    detail: { verdict, reason, findings: ids, bulkId },
  })
  await tellProjects(tx, teamId, bulkId, findings)
  return changed
}

/** Takes verdicts back: they stay on record as undone, and what was learned from them is forgotten. */
export async function takeBackVerdicts(
  tx: Transaction,
  ctx: TeamContext,
  verdicts: { id: string; findingId: string; projectId: string; rule: string; bulkId: string | null }[],
): Promise<void> {
  const { teamId, userId } = ctx
  await lockVerdicts(tx, teamId, 'verdicts')
  const ids = verdicts.map(({ id }) => id)
  const findingIds = verdicts.map(({ findingId }) => findingId)
  await tx.findingVerdict.updateMany({
    where: { id: { in: ids }, teamId },
    data: { undoneAt: new Date(), undoneBy: userId },
  })
  await settleState(tx, teamId, findingIds)
  await rejudgeOpen(tx, teamId, [...new Set(verdicts.map(({ rule }) => rule))])
  await recordAudit(tx, ctx, {
    action: 'finding.undo',
    subjectType: 'finding',
    subjectId: findingIds.length === 1 ? (findingIds[0] ?? '') : (verdicts[0]?.bulkId ?? ''),
    detail: { verdicts: ids, findings: findingIds },
  })
  await tellProjects(tx, teamId, verdicts[0]?.bulkId ?? '', verdicts)
}

async function tellProjects(
  tx: Transaction,
  teamId: string,
  id: string,
  of: { projectId: string }[],
): Promise<void> {
  for (const projectId of new Set(of.map((one) => one.projectId)))
    await notify(tx, { teamId, topic: 'finding', id, projectId })
}
