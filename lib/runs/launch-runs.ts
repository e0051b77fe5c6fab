import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { LaunchRequest } from '@/lib/domain/launch'
import { parseInput } from '@/lib/domain/parse-input'
import { storeDiff } from '@/lib/projects/changes/store-diff'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { workflowByName } from '@/lib/workflows/registry'
import { describeDiff } from './describe-diff'
import { EXECUTE_RUN_FLOW, RUN_QUEUE, type RunFlowArgument, runFlowId } from './durable/engine-names'
import { enqueueFlows } from './durable/enqueue-flows'
import { flowPartition } from './durable/flow-partition'
import { estimateLaunch } from './estimate-launch'
import { type FoundTargets, findTargets } from './find-targets'

/** 2,000 runs take about a second; the client's own limit of 5 s leaves no room on a busy machine. */
const LONG_TRANSACTION = { timeout: 30_000 }

export interface LaunchedRuns {
  launchId: string
  runIds: string[]
}

/**
 * Starts one workflow on many modules, a run each, or on changes, all of them one run: the launch, its runs, what the
 * changes are and the places in the queue are one transaction.
 * The same idempotency key again (a double click) hands back the first launch. Throws `forbidden`, `not-found`,
 * `invalid-input` (unknown module, workflow not available), and as `resolveChanges` does.
 */
export async function launchRuns(ctx: TeamContext, input: LaunchRequest): Promise<LaunchedRuns> {
  assertCan(ctx, 'launch')
  const request = parseInput(LaunchRequest, input)
  if (workflowByName[request.workflow] === undefined) {
    throw new AssayError('invalid-input', 'This workflow is not available yet. Choose another one.')
  }
  const earlier = await findEarlierLaunch(ctx, request.idempotencyKey)
  if (earlier !== null) return earlier
  const found = await findTargets(ctx, request)
  const { snapshotId, diff } = found
  const estimate = await estimateLaunch(ctx, { ...request, snapshotId })
  try {
    return await db().$transaction(async (tx) => {
      const launch = await tx.launch.create({
        data: {
          teamId: ctx.teamId,
          projectId: request.projectId,
          snapshotId,
          workflow: request.workflow,
          options: request.options,
          targetCount: diff === null ? found.targets.length : 1,
          estimateLowNanoUsd: estimate.lowNanoUsd,
          estimateLikelyNanoUsd: estimate.likelyNanoUsd,
          estimateHighNanoUsd: estimate.highNanoUsd,
          idempotencyKey: request.idempotencyKey ?? null,
          createdBy: ctx.userId,
        },
      })
      const { teamId, projectId } = launch
      if (diff !== null) await storeDiff(tx, { launchId: launch.id, teamId, projectId }, diff)
      const runIds = await insertRuns(tx, ctx, request, { launchId: launch.id, ...found })
      // A run's priority is its place in its launch: of two launches none waits for the other's end.
      await enqueueFlows(
        tx,
        { flow: EXECUTE_RUN_FLOW, queue: RUN_QUEUE, partition: flowPartition(ctx.teamId, runIds.length) },
        runIds.map((runId, place) => ({
          flowId: runFlowId(runId, 1),
          argument: { runId, tryNumber: 1, teamId, launchId: launch.id } satisfies RunFlowArgument,
          priority: place + 1,
        })),
      )
      await recordAudit(tx, ctx, {
        action: 'launch.create',
        subjectType: 'launch',
        subjectId: launch.id,
        detail: { workflow: request.workflow, runs: runIds.length, ...(diff && { changes: diff.title }) },
      })
      const { id: launchId } = launch
      await notify(tx, { teamId, topic: 'launch', id: launchId, launchId, projectId })
      return { launchId, runIds }
    }, LONG_TRANSACTION)
  } catch (error) {
    // Two clicks at the very same moment: the unique key let one through, the other takes its result.
    const winner = await findEarlierLaunch(ctx, request.idempotencyKey)
    if (winner !== null) return winner
    throw error
  }
}

async function findEarlierLaunch(ctx: TeamContext, key: string | undefined): Promise<LaunchedRuns | null> {
  if (key === undefined) return null
  const launch = await db().launch.findUnique({
    where: { teamId_idempotencyKey: { teamId: ctx.teamId, idempotencyKey: key } },
    select: { id: true, runs: { select: { id: true }, orderBy: { id: 'asc' } } },
  })
  return launch && { launchId: launch.id, runIds: launch.runs.map((run) => run.id) }
}

async function insertRuns(
  tx: Transaction,
  ctx: TeamContext,
  request: LaunchRequest,
  { launchId, snapshotId, ...found }: FoundTargets & { launchId: string },
): Promise<string[]> {
  const targets = targetsOf(found)
  const created = await tx.run.createManyAndReturn({
    select: { id: true, targetPath: true },
    data: targets.map((target) => ({
      teamId: ctx.teamId,
      projectId: request.projectId,
      launchId,
      snapshotId,
      workflow: request.workflow,
      ...target,
      options: request.options,
      status: 'queued',
      requestId: ctx.requestId,
      createdBy: ctx.userId,
    })),
  })
  const idByPath = new Map(created.map((run) => [run.targetPath, run.id]))
  return targets.flatMap((target) => idByPath.get(target.targetPath) ?? [])
}

/** What the rows of the runs say about their targets. */
function targetsOf({ targets, diff }: Pick<FoundTargets, 'targets' | 'diff'>) {
  if (diff === null) {
    return targets.map(({ path, blobHash }) => ({
      targetKind: 'module',
      targetPath: path,
      targetHash: blobHash,
    }))
  }
  const { title, contentHash } = diff
  return [{ targetKind: 'diff', targetPath: title, targetName: describeDiff(diff), targetHash: contentHash }]
}
