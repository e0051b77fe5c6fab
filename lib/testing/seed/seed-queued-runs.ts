import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { EXECUTE_RUN_FLOW, RUN_QUEUE, runFlowId } from '@/lib/runs/durable/engine-names'
import { enqueueFlows } from '@/lib/runs/durable/enqueue-flows'
import { flowPartition } from '@/lib/runs/durable/flow-partition'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from './seed-sources'

let launches = 0

/** A launch of one run per file, queued as `launchRuns` would; by path. Without estimate, registry and audit. */
export async function seedQueuedRuns(
  ctx: TeamContext,
  files: Record<string, string>,
): Promise<{ launchId: string; runIds: Record<string, string> }> {
  const { projectId, snapshotId } = await seedSources(ctx, { slug: `queued-${launches++}`, files })
  const options = LaunchOptions.parse({ useModel: false })
  const scope = { teamId: ctx.teamId, projectId, snapshotId, workflow: 'test-generation', options }
  const modules = await db().module.findMany({ where: { snapshotId }, orderBy: { path: 'asc' } })
  return db().$transaction(async (tx) => {
    const launch = await tx.launch.create({
      data: { ...scope, targetCount: modules.length, createdBy: ctx.userId },
    })
    const runs = await tx.run.createManyAndReturn({
      data: modules.map((module) => ({
        ...scope,
        launchId: launch.id,
        targetKind: 'module',
        targetPath: module.path,
        targetHash: module.blobHash,
        status: 'queued',
        createdBy: ctx.userId,
      })),
    })
    await enqueueFlows(
      tx,
      { flow: EXECUTE_RUN_FLOW, queue: RUN_QUEUE, partition: flowPartition(ctx.teamId, runs.length) },
      runs.map((run, place) => ({
        flowId: runFlowId(run.id, 1),
        argument: { runId: run.id, tryNumber: 1, teamId: ctx.teamId, launchId: launch.id },
        priority: place + 1,
      })),
    )
    return { launchId: launch.id, runIds: Object.fromEntries(runs.map((run) => [run.targetPath, run.id])) }
  })
}
