import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { type MetricWorld, playMetricEvents } from '@/lib/testing/play-metric-events'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { findRollupFaults } from './find-rollup-faults'
import { foldRollups } from './fold-rollups'

let team: SeededTeam
let world: MetricWorld

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  const { teamId } = team.owner
  await db().team.update({ where: { id: teamId }, data: { timeZone: 'Australia/Lord_Howe' } })
  const sources = await Promise.all(
    ['a', 'b'].map((slug) => seedSources(team.owner, { slug, files: { 'a.py': 'x = 1\n' } })),
  )
  const [first] = sources
  const { projectId = '', snapshotId = '' } = first ?? {}
  const shared = { teamId, projectId, snapshotId, workflow: 'test-generation', options: {} }
  const launch = await db().launch.create({
    data: { ...shared, targetCount: 1, createdBy: team.owner.userId },
  })
  world = {
    databaseUrl: env().DATABASE_URL,
    teamId,
    projectIds: sources.map((source) => source.projectId),
    launchId: launch.id,
    snapshotId,
  }
})

test('after random events of writers at once, folded meanwhile or not, every sum is what a recount finds', async () => {
  let isPlaying = true
  const folding = (async () => {
    while (isPlaying) await foldRollups()
  })()
  await playMetricEvents(world, { events: 1500, writers: 5, seed: 5 })
  isPlaying = false
  await folding
  expect(await findRollupFaults(world.teamId)).toEqual([])
  await playMetricEvents({ ...world }, { events: 200, writers: 2, seed: 6 })
  expect(await db().attemptDelta.count()).toBeGreaterThan(50)
  expect(await findRollupFaults(world.teamId)).toEqual([])
  await foldRollups()
  expect(await db().attemptDelta.count()).toBe(0)
  expect(await findRollupFaults(world.teamId)).toEqual([])
})

test('a recount finds a sum, a bin and a row that are wrong', async () => {
  await db()
    .$executeRaw`UPDATE run_rollup SET "costNanoUsd" = "costNanoUsd" + 1 WHERE ctid = (SELECT min(ctid) FROM run_rollup WHERE runs > 0)`
  await db()
    .$executeRaw`DELETE FROM timed_rollup WHERE ctid = (SELECT min(ctid) FROM timed_rollup WHERE n > 0)`
  await db().$executeRaw`UPDATE attempt_rollup SET at = at + interval '1 second' WHERE bucket = 'hour'`
  const faults = await findRollupFaults(world.teamId)
  expect(faults).toContainEqual(expect.stringMatching(/^run rollups by .*: 2 cells differ$/))
  expect(faults).toContainEqual(expect.stringMatching(/bins differ$/))
  expect(faults).toContainEqual(expect.stringMatching(/^attempt rollups by model and hour/))
})
