import { db } from '@/lib/db/db'
import { judgeFindings } from '@/lib/findings/judge-findings'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { saveFindings } from '@/lib/findings/save-findings'
import type { TeamContext } from '@/lib/teams/team-context'
import { makeDetection } from '@/lib/testing/seed/seed-finding-run'
import type { TeamWorld } from './world'

/** A finding that a run of the sample saw, accepted by a person, with its fix applied. */
export async function seedFinding(
  ctx: TeamContext,
  input: { sample: TeamWorld['sample']; runId: string; artifactId: string; mark: string },
): Promise<Pick<TeamWorld, 'findingId' | 'bulkId' | 'fixId'>> {
  const { sample, runId, artifactId, mark } = input
  const { teamId, userId } = ctx
  const scope = { teamId, projectId: sample.id, snapshotId: sample.snapshotId }
  const run = { ...scope, id: runId, workflow: 'code-review', tryNumber: 1 }
  const detection = makeDetection({
    path: 'ledger/money.py',
    qualifiedName: '',
    quote: 'from typing import List',
    range: { startLine: 3, startColumn: 0, endLine: 3, endColumn: 23 },
    message: `Found in ${mark}.`,
    fix: [{ startLine: 1, endLine: 0, replacement: `# ${mark}\n` }],
    fixCheck: { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'green' },
  })
  const judged = await judgeFindings(run, [detection])
  await db().$transaction((tx) => saveFindings(tx, run, judged, []))
  const { id: findingId } = await db().finding.findFirstOrThrow({ where: { teamId } })
  const { bulkId } = await recordVerdicts(ctx, {
    findingIds: [findingId],
    verdict: 'accepted',
    comment: mark,
  })
  const fix = await db().findingFix.create({
    data: { teamId, findingId, runId, artifactId, patch: `# ${mark}`, createdBy: userId },
  })
  return { findingId, bulkId, fixId: fix.id }
}
