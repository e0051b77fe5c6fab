import { db } from '@/lib/db/db'
import type { MetricWorld } from '../play-metric-events'
import { seedSources } from './seed-sources'
import { seedTeam } from './seed-team'

/** A team in Australia/Lord_Howe, whose clocks change by half an hour, with two projects: for random events. */
export async function seedMetricWorld(input: { slug: string; databaseUrl: string }): Promise<MetricWorld> {
  const { owner } = await seedTeam({ slug: input.slug })
  const { teamId, userId } = owner
  await db().team.update({ where: { id: teamId }, data: { timeZone: 'Australia/Lord_Howe' } })
  const first = await seedSources(owner, { slug: 'a', files: { 'a.py': 'x = 1\n' } })
  const second = await seedSources(owner, { slug: 'b', files: { 'a.py': 'x = 1\n' } })
  const { projectId, snapshotId } = first
  const launch = await db().launch.create({
    data: {
      teamId,
      projectId,
      snapshotId,
      workflow: 'test-generation',
      options: {},
      targetCount: 1,
      createdBy: userId,
    },
  })
  return {
    databaseUrl: input.databaseUrl,
    teamId,
    projectIds: [projectId, second.projectId],
    launchId: launch.id,
    snapshotId,
  }
}
