import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { LaunchOptions } from '@/lib/domain/launch'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { RunStatus, WorkflowName } from '@/lib/domain/words'
import { loadDiffSummary } from '@/lib/projects/changes/load-diff'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { countBatched } from './batches/count-batched'
import { findCanceller } from './find-canceller'
import { findUserNames, runRowInclude, toRunRows } from './rows/to-run-row'

const numberOrNull = (amount: bigint | null) => (amount === null ? null : Number(amount))

/** One launch with all its runs by path, and what it has cost so far. Throws `not-found`, also for another team's. */
export async function getLaunch(ctx: TeamContext, launchId: string): Promise<LaunchDetail> {
  const launch = await db().launch.findFirst({
    where: { id: launchId, teamId: ctx.teamId },
    include: { ...runRowInclude, runs: { include: runRowInclude, orderBy: { targetPath: 'asc' } } },
  })
  if (launch === null) throw new AssayError('not-found', 'There is no such launch in this team.')
  const { cancelledAt } = launch
  const [rows, names, batch, canceller, diff] = await Promise.all([
    toRunRows(launch.runs),
    findUserNames([launch.createdBy]),
    countBatched(launchId),
    cancelledAt === null ? null : findCanceller(ctx.teamId, { at: cancelledAt, launchId }),
    launch.runs.some(({ targetKind }) => targetKind === 'diff') ? loadDiffSummary(launchId) : null,
  ])
  const counts = Object.fromEntries(RunStatus.options.map((status) => [status, 0])) as LaunchDetail['counts']
  for (const row of rows) counts[row.status]++
  return hideCosts(ctx, {
    launch: {
      id: launch.id,
      workflow: WorkflowName.parse(launch.workflow),
      projectId: launch.projectId,
      projectName: launch.project.name,
      projectSlug: launch.project.slug,
      options: LaunchOptions.parse(launch.options),
      targetCount: launch.targetCount,
      diff,
      estimateLowNanoUsd: numberOrNull(launch.estimateLowNanoUsd),
      estimateLikelyNanoUsd: numberOrNull(launch.estimateLikelyNanoUsd),
      estimateHighNanoUsd: numberOrNull(launch.estimateHighNanoUsd),
      createdByName: names.get(launch.createdBy) ?? FORMER_MEMBER,
      createdAt: launch.createdAt.toISOString(),
      cancelledAt: cancelledAt?.toISOString() ?? null,
      cancelledByName: canceller?.name ?? null,
    },
    rows,
    batch,
    counts,
    costNanoUsd: rows.reduce((sum, row) => sum + (row.costNanoUsd ?? 0), 0),
  })
}
