import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { finishRun } from '@/lib/runs/execution/finish-run'
import { loadRunInput } from '@/lib/runs/execution/load-run-input'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'

/** Begins a run; what it gives ends it. Between the two no more than seconds: nobody works on it, which workers notice. */
export type BeginRun = () => Promise<() => Promise<void>>

/**
 * Runs that end by the product's own statement, as in a worker, with the event it sends. Each is verified and by the
 * template for want of a model, so that it counts wherever ends are counted.
 */
export async function makeRunBeginner(by: Pick<TeamContext, 'teamId' | 'userId'>): Promise<BeginRun> {
  const slug = `ends-${Date.now().toString(36)}`
  const { projectId, snapshotId } = await seedSources(by, { slug, files: { 'module.py': 'ONE = 1\n' } })
  const shared = {
    teamId: by.teamId,
    projectId,
    snapshotId,
    workflow: 'test-generation',
    options: LaunchOptions.parse({}),
    createdBy: by.userId,
  }
  const launch = await db().launch.create({ data: { ...shared, targetCount: 1 } })
  return async () => {
    const { id } = await db().run.create({
      data: {
        ...shared,
        launchId: launch.id,
        targetKind: 'module',
        targetPath: 'module.py',
        targetHash: 'none',
        status: 'running',
        startedAt: new Date(),
      },
    })
    const run = await loadRunInput(id, 1)
    return () =>
      finishRun(run, {
        source: 'template',
        verdict: 'verified',
        verdictText: 'Ended by a bench.',
        reason: 'provider-down',
        reasonText: null,
        artifacts: [],
        figures: {},
        promptVersion: null,
      })
  }
}
