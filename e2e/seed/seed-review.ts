import { createHash, randomUUID } from 'node:crypto'
import { db } from '@/lib/db/db'
import type { ReviewReport } from '@/lib/domain/review-report'
import type { ReviewFigures } from '@/lib/domain/run'
import type { TeamContext } from '@/lib/teams/team-context'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import type { TeamWorld } from './world'

const PATH = 'ledger/money.py'

/** A code review of the sample that has ended: one finding with a proof, a doubt and a fix, one dropped, a note. Its run's id. */
export async function seedReview(
  ctx: TeamContext,
  { sample, mark }: { sample: TeamWorld['sample']; mark: string },
): Promise<string> {
  const { run } = await seedFindingRun(ctx, {
    project: { projectId: sample.id, snapshotId: sample.snapshotId },
    detections: [
      makeDetection({
        path: PATH,
        rule: 'division-by-length',
        qualifiedName: '',
        quote: 'from typing import List',
        range: { startLine: 3, startColumn: 0, endLine: 3, endColumn: 23 },
        message: `Divides by nothing in ${mark}.`,
        trigger: 'Call average([]): ZeroDivisionError.',
        doubt: 'Its callers never pass an empty list.',
        prevention: 'Ask for the length first.',
        proof: {
          kind: 'failing-test',
          testSource: 'def test_bug():\n    average([])\n',
          testId: 'test_bug.py::test_bug',
          output: 'ZeroDivisionError: division by zero',
          command: 'python3 -m pytest test_bug.py',
          exitCode: 1,
        },
      }),
    ],
  })
  const figures: ReviewFigures = {
    verdict: 'approve-with-suggestions',
    shown: 1,
    hidden: 0,
    proven: 1,
    bySeverity: { critical: 0, high: 0, medium: 1, low: 0 },
    learned: [],
  }
  const why = 'Its caller has checked the name.'
  const report: ReviewReport = {
    ...{ version: 1, workflow: 'code-review', target: PATH, verdict: figures.verdict, figures, findings: [] },
    dropped: [{ stage: 'refute', rule: 'model/missing-case', path: PATH, line: 3, quote: 'List', why }],
    notes: [`Types were not looked at in ${mark}.`],
    tools: [{ tool: 'assay', version: '1', modules: 1 }],
  }
  const json = `${JSON.stringify(report, null, 2)}\n`
  const verdict = {
    verdict: 'verified',
    verdictText: 'Approved with suggestions: 1 medium; 1 proven by a failing test',
  }
  for (const [kind, path, language, content] of [
    ['report', 'review.md', 'markdown', `# ${mark}\n`],
    ['report-data', 'review.json', 'json', json],
  ] as const)
    await db().artifact.create({
      data: {
        ...{
          teamId: ctx.teamId,
          runId: run.id,
          version: 1,
          kind,
          path,
          language,
          content,
          origin: 'template',
        },
        ...verdict,
        id: randomUUID(),
        contentHash: createHash('sha256').update(content).digest('hex'),
      },
    })
  await db().run.update({
    where: { id: run.id },
    data: {
      ...verdict,
      source: 'template',
      reason: 'no-provider',
      targetPath: PATH,
      // Before all others: lists that are walked by keys begin with the newest.
      createdAt: new Date(Date.now() - 3_600_000),
      figures: { review: figures, notes: report.notes },
    },
  })
  return run.id
}
