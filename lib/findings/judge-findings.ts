import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import {
  CheckedDetection,
  type CheckedDetectionInput,
  DismissReason,
  type Held,
  type JudgedFinding,
} from '@/lib/domain/finding-row'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { findKnown, type SeenIn } from './keeping/find-known'
import { currentJudge } from './learning/current-judge'
import { ruleVersioner } from './learning/rule-versions'

/**
 * What the team's verdicts say about detections of a project's snapshot, in the given order: calibrated confidence, and what
 * is kept back or put last, with the reason. A finding that was dismissed before is kept back wherever its lines went; one
 * that was accepted is never kept back for the likes of it.
 */
export async function judgeFindings(
  scope: SeenIn,
  detections: CheckedDetectionInput[],
): Promise<JudgedFinding[]> {
  const checked = z.array(CheckedDetection).parse(detections)
  const [judge, versionOf, known] = await Promise.all([
    currentJudge(scope.teamId),
    ruleVersioner(),
    findKnown(db(), scope, checked),
  ])
  const dismissals = await describeDismissals([...known.values()].map(({ id }) => id))
  return checked.map((detection) => {
    const ruleVersion = versionOf(detection)
    const judgement = judge(detection, { projectId: scope.projectId, ruleVersion })
    const finding = known.get(detection.fingerprint)
    const isAccepted = finding?.state === 'accepted'
    const dismissed = finding === undefined ? undefined : dismissals.get(finding.id)
    return {
      ...detection,
      confidence: judgement.confidence,
      hidden: dismissed ?? (isAccepted ? null : judgement.hidden),
      demoted: isAccepted ? null : judgement.demoted,
      ruleVersion,
    }
  })
}

const Dismissal = z.object({
  findingId: z.string(),
  reason: DismissReason,
  name: z.string().nullable(),
  createdAt: z.date(),
})

/** Of findings that stand dismissed, who said so, when and why. */
async function describeDismissals(findingIds: string[]): Promise<Map<string, Held>> {
  if (findingIds.length === 0) return new Map()
  const rows = z.array(Dismissal).parse(
    await db().$queryRaw`
      SELECT DISTINCT ON (verdict."findingId") verdict."findingId", verdict.reason, "user".name, verdict."createdAt"
      FROM finding_verdict AS verdict
      JOIN finding ON finding.id = verdict."findingId" AND finding.state = 'dismissed'
      LEFT JOIN "user" ON "user".id = verdict."userId"
      WHERE verdict."findingId" = ANY (${findingIds}) AND verdict."undoneAt" IS NULL AND verdict.verdict = 'dismissed'
      ORDER BY verdict."findingId", verdict."createdAt" DESC, verdict.id DESC`,
  )
  return new Map(
    rows.map(({ findingId, reason, name, createdAt }) => [
      findingId,
      { why: dismissalText(reason, name, createdAt), verdicts: 1 },
    ]),
  )
}

const AS: Record<DismissReason, string> = { wrong: 'wrong', 'wont-fix': '“won’t fix”', noise: 'noise' }

/** “Dismissed as noise by Ada on 2026-11-23.” */
export function dismissalText(reason: DismissReason, name: string | null, at: Date): string {
  return `Dismissed as ${AS[reason]} by ${name ?? FORMER_MEMBER} on ${at.toISOString().slice(0, 10)}.`
}
