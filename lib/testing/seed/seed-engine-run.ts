import { db } from '@/lib/db/db'
import type { TeamContext } from '@/lib/teams/team-context'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedId } from './seed-id'
import { seedSources } from './seed-sources'

/** A project of one file and a run on it that no engine has been told of; gives the run's scope. */
export async function seedEngineRun(
  ctx: TeamContext,
  input: { slug: string; dataPolicy?: string },
): Promise<RunScope> {
  const { teamId, userId } = ctx
  const { slug, dataPolicy = 'external' } = input
  const { projectId, snapshotId } = await seedSources(ctx, { slug, files: { 'module.py': 'ONE = 1\n' } })
  await db().project.update({ where: { id: projectId }, data: { dataPolicy } })
  const launchId = seedId('launch', teamId, slug)
  const runId = seedId('run', teamId, slug)
  const workflow = 'test-generation'
  const shared = { teamId, projectId, snapshotId, workflow, options: {}, createdBy: userId }
  await db().launch.create({ data: { ...shared, id: launchId, targetCount: 1 } })
  await db().run.create({
    data: {
      ...shared,
      id: runId,
      launchId,
      targetKind: 'module',
      targetPath: 'module.py',
      targetHash: 'none',
      status: 'running',
    },
  })
  return { teamId, projectId, launchId, runId, userId, workflow, tryNumber: 1 }
}
