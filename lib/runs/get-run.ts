import 'server-only'
import { db } from '@/lib/db/db'
import { readAnswerUses } from '@/lib/domain/answer-use'
import { AssayError } from '@/lib/domain/assay-error'
import { FIXED_MODULE } from '@/lib/domain/finding-verdict'
import { LaunchOptions } from '@/lib/domain/launch'
import type { RunDetail } from '@/lib/domain/run'
import { loadPrices } from '@/lib/prices/load-prices'
import { loadDiffSummary } from '@/lib/projects/changes/load-diff'
import { decodeSource } from '@/lib/projects/import/decode-source'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { findCanceller } from './find-canceller'
import { makeReceipt } from './rows/make-receipt'
import { toCharges } from './rows/to-charges'
import { toArtifactRow, toAttemptRow, toCheckRow, toReviewRow, toSpanRow } from './rows/to-detail-rows'
import { findUserNames, runRowInclude, toRunRows } from './rows/to-run-row'

/** All that the run page shows but prompts and answers. Throws `not-found`, also for another team's run. */
export async function getRun(ctx: TeamContext, runId: string): Promise<RunDetail> {
  const run = await db().run.findFirst({
    where: { id: runId, teamId: ctx.teamId },
    include: {
      ...runRowInclude,
      spans: { orderBy: [{ tryNumber: 'asc' }, { sequence: 'asc' }, { startedAt: 'asc' }] },
      attempts: {
        orderBy: [{ tryNumber: 'asc' }, { createdAt: 'asc' }, { sequence: 'asc' }],
        include: { payload: { select: { attemptId: true } } },
      },
      checks: { orderBy: { createdAt: 'asc' } },
      artifacts: { orderBy: [{ path: 'asc' }, { version: 'desc' }] },
      reviews: { orderBy: { createdAt: 'desc' } },
    },
  })
  if (run === null) throw new AssayError('not-found', 'There is no such run in this team.')
  const { spans, attempts, checks, artifacts, reviews } = run
  const [target, prices, names, [row], cancelledBy] = await Promise.all([
    findTarget(run),
    loadPrices(ctx.teamId),
    findUserNames([...artifacts.map((one) => one.createdBy), ...reviews.map((one) => one.userId)]),
    toRunRows([run]),
    run.status === 'cancelled' && run.endedAt !== null
      ? findCanceller(ctx.teamId, { at: run.endedAt, runId, launchId: run.launchId })
      : null,
  ])
  const uses = run.status === 'done' ? readAnswerUses(run.figures) : null
  if (row === undefined) throw new Error('a run without its row')
  return hideCosts(ctx, {
    run: row,
    options: LaunchOptions.parse(run.options),
    moduleName: target.name,
    source: target.source,
    diff: target.diff,
    spans: spans.map(toSpanRow),
    attempts: attempts.map((attempt) =>
      toAttemptRow(attempt, attempt.tryNumber === run.tryNumber ? uses : null),
    ),
    checks: checks.map(toCheckRow),
    // What the run made comes first, whatever the paths of modules that fixes were applied to.
    artifacts: artifacts
      .toSorted((a, b) => Number(a.kind === FIXED_MODULE) - Number(b.kind === FIXED_MODULE))
      .map((artifact) => toArtifactRow(artifact, names)),
    reviews: reviews.map((review) => toReviewRow(review, names)),
    cancelledBy,
    receipt: makeReceipt(run, target),
    charges: toCharges(attempts, prices),
  })
}

/** What the run is about: the module as it was, or the changes without their texts. */
async function findTarget(run: {
  targetKind: string
  targetPath: string
  snapshotId: string
  launchId: string
}) {
  const snapshot = { select: { contentHash: true, commit: true } } as const
  if (run.targetKind === 'diff') {
    const [around, diff] = await Promise.all([
      db().snapshot.findUniqueOrThrow({ where: { id: run.snapshotId }, ...snapshot }),
      loadDiffSummary(run.launchId),
    ])
    return { snapshot: around, name: '', source: '', diff }
  }
  const module = await db().module.findUniqueOrThrow({
    where: { snapshotId_path: { snapshotId: run.snapshotId, path: run.targetPath } },
    select: { name: true, blobHash: true, snapshot },
  })
  const blob = await db().blob.findUniqueOrThrow({ where: { hash: module.blobHash } })
  return { ...module, source: decodeSource(blob.content), diff: null }
}
