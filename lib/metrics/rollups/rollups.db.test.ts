import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { type MetricWorld, playMetricEvents } from '@/lib/testing/play-metric-events'
import { seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedMetricWorld } from '@/lib/testing/seed/seed-metric-world'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { dropPastPartitions } from './drop-past-partitions'
import { ensurePartitions } from './ensure-partitions'
import { findRollupFaults } from './find-rollup-faults'
import { foldRollups } from './fold-rollups'
import { RUNS } from './metric-kind'
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

test('a recount finds money that is left where no run is', async () => {
  const columns = RUNS.figures.map((name) => `"${name}"`).join(', ')
  const figures = RUNS.figures.map((name) => (name === 'costNanoUsd' ? 5 : 0)).join(', ')
  await db().$executeRawUnsafe(
    `INSERT INTO run_rollup ("keyId", bucket, at, ${columns})
     SELECT id, 'day', '2026-09-01T00:00:00Z', ${figures} FROM run_key WHERE level = 'end' LIMIT 1`,
  )
  expect(await findRollupFaults(world.teamId)).toEqual(['run rollups by end and day: 1 cells differ'])
  await rebuildRollups(world.teamId)
  expect(await findRollupFaults(world.teamId)).toEqual([])
})

test('a team whose rows cannot be summed up anew keeps no other waiting', async () => {
  await renewRollups()
  const broken = await seedTeam({ slug: 'a-broken-zone' })
  await seedFigures(broken.member, await seedProject(broken.owner), [{ at: new Date() }])
  await db().team.update({ where: { id: broken.owner.teamId }, data: { nextTimeZone: 'Mars/Olympus' } })
  await db().team.update({ where: { id: world.teamId }, data: { rollupLevels: 'of an older version' } })
  expect(await renewRollups()).toBe(1)
  expect(await db().team.count({ where: { rollupLevels: 'of an older version' } })).toBe(0)
  // And is not tried again at once.
  expect(await renewRollups()).toBe(0)
  await db().team.delete({ where: { id: broken.owner.teamId } })
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

test('months that are wholly past retention go when nothing is left in them, and only those', async () => {
  await ensurePartitions({ from: new Date('2025-01-05'), until: new Date('2025-03-05') })
  const { teamId } = world
  const { id: _id, ...row } = await db().run.findFirstOrThrow({ where: { teamId } })
  const prefix = Date.UTC(2025, 0, 20).toString(16).padStart(12, '0')
  const id = `${prefix.slice(0, 8)}-${prefix.slice(8)}-7000-8000-000000000001`
  await db().run.create({ data: { ...row, id, options: {}, figures: {} } })
  const months = async () =>
    (
      await db().$queryRaw<{ name: string }[]>`
        SELECT relname AS name FROM pg_class WHERE relname ~ '^(run|attempt)_2025_..$' ORDER BY 1`
    ).map(({ name }) => name)
  await db().team.update({ where: { id: teamId }, data: { rowsSince: null } })
  expect(await dropPastPartitions()).toBe(0)
  await db().team.update({ where: { id: teamId }, data: { rowsSince: new Date('2025-03-01T00:00:00Z') } })
  expect(await dropPastPartitions()).toBe(1)
  const left = ['attempt_2025_01', 'attempt_2025_03', 'run_2025_01', 'run_2025_03']
  expect(await months()).toEqual(left)
  // Who reads is not kept waiting, and a month in use is left to the next time.
  await db().run.delete({ where: { id } })
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT count(*)::int FROM run WHERE id = 'of no month'`
    expect(await dropPastPartitions()).toBe(0)
  })
  // What was deleted is swept away before anybody has to wait for it to be looked through.
  expect(await db().$queryRaw`SELECT pg_relation_size('run_2025_01')::int AS bytes`).toEqual([{ bytes: 0 }])
  expect(await dropPastPartitions()).toBe(1)
  expect(await months()).toEqual(['attempt_2025_03', 'run_2025_03'])
  // What comes of such a month later is not lost.
  await db().run.create({ data: { ...row, id, options: {}, figures: {} } })
  expect(await db().run.count({ where: { id } })).toBe(1)
})
