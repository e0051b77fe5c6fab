import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { type MetricWorld, playMetricEvents } from '@/lib/testing/play-metric-events'
import { seedMetricWorld } from '@/lib/testing/seed/seed-metric-world'
import { ensurePartitions } from './ensure-partitions'
import { findRollupFaults } from './find-rollup-faults'
import { foldRollups } from './fold-rollups'
import { readRuns } from './read-runs'
import { rebuildRollups } from './rebuild-rollups'
import { renewRollups } from './renew-rollups'
import { requestTimeZone } from './request-time-zone'

let world: MetricWorld

beforeAll(async () => {
  await ensurePartitions({ from: new Date('2026-10-05'), until: new Date('2026-11-30') })
  world = await seedMetricWorld({ slug: 'red', databaseUrl: env().DATABASE_URL })
})

test('after random events of writers at once, folded and made anew meanwhile, every sum is what a recount finds', async () => {
  let isPlaying = true
  const folding = (async () => {
    while (isPlaying) {
      await foldRollups()
      await foldRollups()
      await rebuildRollups(world.teamId)
    }
  })()
  await playMetricEvents(world, { events: 800, writers: 4, seed: 5 })
  isPlaying = false
  await folding
  expect(await findRollupFaults(world.teamId)).toEqual([])
  await playMetricEvents(world, { events: 200, writers: 2, seed: 6 })
  expect(await db().attemptDelta.count()).toBeGreaterThan(50)
  expect(await findRollupFaults(world.teamId)).toEqual([])
  await foldRollups()
  expect(await db().attemptDelta.count()).toBe(0)
  expect(await findRollupFaults(world.teamId)).toEqual([])
})

test('a recount finds a sum, a bin and a row that are wrong, and making anew mends them', async () => {
  await db()
    .$executeRaw`UPDATE run_rollup SET "costNanoUsd" = "costNanoUsd" + 1 WHERE ctid = (SELECT min(ctid) FROM run_rollup WHERE runs > 0)`
  await db()
    .$executeRaw`UPDATE timed_rollup SET counts[1] = counts[1] + 1 WHERE ctid = (SELECT min(ctid) FROM timed_rollup WHERE cardinality(counts) > 0)`
  await db().$executeRaw`UPDATE attempt_rollup SET at = at + interval '1 second' WHERE bucket = 'hour'`
  const faults = await findRollupFaults(world.teamId)
  expect(faults).toContainEqual(expect.stringMatching(/^run rollups by .*: 2 cells differ$/))
  expect(faults).toContainEqual(expect.stringMatching(/bins differ$/))
  expect(faults).toContainEqual(expect.stringMatching(/^attempt rollups by model and hour/))
  await rebuildRollups(world.teamId)
  expect(await findRollupFaults(world.teamId)).toEqual([])
})

test('rows that were summed up by other levels are summed up anew, once', async () => {
  await renewRollups()
  await db().$executeRaw`DELETE FROM attempt_rollup`
  expect(await renewRollups()).toBe(0)
  await db().team.updateMany({ data: { rollupLevels: 'of an older version' } })
  expect(await renewRollups()).toBe(1)
  expect(await findRollupFaults(world.teamId)).toEqual([])
  expect(await renewRollups()).toBe(0)
})

const wholeWindow = {
  from: '2026-01-01T00:00:00Z',
  until: '2027-01-01T00:00:00Z',
  bucket: 'day',
  timeZone: 'UTC',
} as const
const totals = () => readRuns(world.teamId, { window: wholeWindow, by: ['project', 'outcome'], total: true })
const byText = (cells: unknown[]) => cells.map((cell) => JSON.stringify(cell)).sort()

test('a time zone that was asked for is there when all is summed up anew, and no figure is lost', async () => {
  const before = await totals()
  await expect(requestTimeZone(world.teamId, 'Mars/Olympus')).rejects.toThrow('Choose a time zone')
  await requestTimeZone(world.teamId, 'Asia/Kolkata')
  await playMetricEvents(world, { events: 60, writers: 2, seed: 7 })
  const played = await totals()
  expect(played).not.toEqual(before)
  expect(await renewRollups()).toBe(1)
  expect(await db().team.findUnique({ where: { id: world.teamId } })).toMatchObject({
    timeZone: 'Asia/Kolkata',
    nextTimeZone: null,
  })
  expect(byText(await totals())).toEqual(byText(played))
  expect(await findRollupFaults(world.teamId)).toEqual([])
  expect(await renewRollups()).toBe(0)
})

test('what retention deletes stays counted, also when all is made anew for another time zone', async () => {
  const before = await totals()
  const until = new Date('2026-11-01T15:00:00Z')
  const { teamId } = world
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { rowsSince: until } })
    await tx.$executeRaw`SELECT set_config('assay.keep_rollups', 'on', true)`
    const { count } = await tx.run.deleteMany({ where: { teamId, endedAt: { lt: until } } })
    expect(count).toBeGreaterThan(20)
  })
  await foldRollups()
  expect(byText(await totals())).toEqual(byText(before))
  await requestTimeZone(teamId, 'America/New_York')
  await renewRollups()
  expect(byText(await totals())).toEqual(byText(before))
  await db().run.deleteMany({ where: { teamId } })
  expect(await totals()).not.toEqual(before)
})

test('months have their partitions, and ids of another make are kept apart', async () => {
  await playMetricEvents(world, { events: 80, writers: 1, seed: 8 })
  const rows = await db().$queryRaw<{ part: string; first: string; last: string }[]>`
    SELECT tableoid::regclass::text AS part, min(id) AS first, max(id) AS last FROM run GROUP BY 1 ORDER BY 1`
  expect(rows.map(({ part }) => part)).toEqual(['run_2026_10', 'run_2026_11', 'run_other'])
  const [october, november, other] = rows
  const bound = Date.UTC(2026, 10).toString(16).padStart(12, '0')
  expect((october?.last ?? '').replaceAll('-', '') < bound).toBe(true)
  expect((november?.first ?? '').replaceAll('-', '') > bound).toBe(true)
  expect([other?.first, other?.last]).toEqual([
    expect.stringMatching(/^odd-/),
    expect.stringMatching(/^odd-/),
  ])
  expect(await ensurePartitions({ from: new Date('2026-10-05'), until: new Date('2026-11-30') })).toBe(0)
})
