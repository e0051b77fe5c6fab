import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { CheckedDetection, type CheckedDetectionInput, type JudgedFinding } from '@/lib/domain/finding-row'
import { findKnown, type SeenIn } from './keeping/find-known'
import type { SeeingRun } from './keeping/seeing-run'
import { snapshotHashes } from './keeping/snapshot-hashes'
import { withProof } from './keeping/with-proof'
import { currentJudge } from './learning/current-judge'
import { ruleVersioner } from './learning/rule-versions'
import { describeDismissals } from './rows/to-finding-rows'

/**
 * What the team's verdicts say about detections of a project's snapshot, in the given order: calibrated confidence, and what
 * is kept back or put last, with the reason. A finding that was dismissed before is kept back wherever its lines went; one
 * that was accepted is never kept back for the likes of it, and what an earlier run proved of the same text is proven.
 */
export async function judgeFindings(
  scope: SeenIn & Pick<SeeingRun, 'changed'>,
  detections: CheckedDetectionInput[],
): Promise<JudgedFinding[]> {
  const checked = z.array(CheckedDetection).parse(detections)
  const [judge, versionOf, known, hashes] = await Promise.all([
    currentJudge(scope.teamId),
    ruleVersioner(),
    findKnown(db(), scope, checked),
    scope.changed ??
      snapshotHashes(
        db(),
        scope.snapshotId,
        checked.map(({ path }) => path),
      ),
  ])
  const dismissals = await describeDismissals([...known.values()].map(({ id }) => id))
  return checked.map((seen) => {
    const finding = known.get(seen.fingerprint)
    const detection = withProof(seen, finding, hashes.get(seen.path) ?? '')
    const ruleVersion = versionOf(detection)
    const judgement = judge(detection, { projectId: scope.projectId, ruleVersion })
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
