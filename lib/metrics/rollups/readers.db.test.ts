import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { randomOf } from '@/lib/testing/play-metric-events'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { bucketStart } from './bucket-start'
import { bucketsOf } from './buckets-of'
import { foldRollups } from './fold-rollups'
import { readAttempts } from './read-attempts'
import { readPercentiles } from './read-percentiles'
import { readRuns, runsWith } from './read-runs'
import { windowOf } from './window-of'
import { asMs, bucketStartSql } from './window-sql'

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']
const DAY_MS = 86_400_000
let team: SeededTeam
let runId: string

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  const { runIds } = await seedQueuedRuns(team.member, { 'a.py': 'x = 1\n' })
  runId = runIds['a.py'] ?? ''
})

async function addAttempt(id: string, at: Date, given: Partial<Parameters<typeof paidAttempt>[0]> = {}) {
  const { usage, ...attempt } = paidAttempt({ id, ...given })
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { teamId, projectId, launchId, workflow, createdBy: userId } = run
  await db().attempt.create({
    data: {
      ...attempt,
      ...usage,
      teamId,
      projectId,
      launchId,
      runId,
      userId,
      workflow,
      tryNumber: 1,
      sequence: 1,
      createdAt: at,
    },
  })
}

test('an empty team has no cells', async () => {
  const { teamId } = (await seedTeam({ slug: 'empty' })).owner
  const window = windowOf({ range: '7d' }, 'Europe/Berlin')
  expect(await readAttempts(teamId, { window, by: ['model'] })).toEqual([])
  expect(await readRuns(teamId, { window, by: [], total: true })).toEqual([])
  expect(
    await readPercentiles(teamId, { window, thing: 'latency', by: ['stage'], quantiles: [0.5] }),
  ).toEqual([])
})

test.each(ZONES)(
  'in %s a row is in the bucket that bears its time, on days of 23 and 25 hours too',
  async (zone) => {
    const { teamId } = team.member
    for (const [index, day] of ['2026-03-29', '2026-04-04', '2026-10-25', '2026-11-01'].entries()) {
      for (const time of ['00:10', '05:50', '13:20', '15:40', '23:59']) {
        await addAttempt(`${zone}.${index}.${time}`, new Date(`${day}T${time}:30Z`), {
          stage: zone,
          costNanoUsd: 7,
        })
      }
      for (const bucket of ['hour', 'day'] as const) {
        const window = { ...windowOf({ range: '2d' }, zone, new Date(`${day}T23:59:59Z`)), bucket }
        const cells = await readAttempts(teamId, { window, by: ['stage'] })
        const mine = cells.filter(({ keys }) => keys.stage === zone)
        expect(mine.reduce((sum, { figures }) => sum + figures.costNanoUsd, 0)).toBe(35)
        const starts = bucketsOf(window)
        for (const { at } of mine) expect(starts).toContain(at)
        expect(mine.map(({ at }) => at).sort()).toEqual(
          [
            ...new Set(
              ['00:10', '05:50', '13:20', '15:40', '23:59'].map((time) =>
                new Date(bucketStart(Date.parse(`${day}T${time}:30Z`), bucket, zone)).toISOString(),
              ),
            ),
          ].sort(),
        )
      }
    }
  },
)

test('hours and days begin here when they begin in the database, also where midnight is skipped or comes twice', async () => {
  const zones = [
    ...ZONES,
    'Africa/Cairo',
    'America/Havana',
    'Asia/Beirut',
    'America/Asuncion',
    'Asia/Kathmandu',
  ]
  const random = randomOf(3)
  // Days on which some of these zones change their clocks, and any day.
  const changes = [
    '2023-04-28',
    '2022-03-13',
    '2022-11-06',
    '2022-03-27',
    '2022-10-02',
    '2021-10-31',
    '2021-04-04',
  ]
  const around = changes.flatMap((day) =>
    Array.from({ length: 40 }, () => Date.parse(day) + (random() * 3 - 1) * DAY_MS),
  )
  const anyDay = Array.from({ length: 200 }, () => Date.UTC(2020, 0) + random() * 5 * 365 * DAY_MS)
  const times = [...around, ...anyDay].map(Math.floor)
  for (const timeZone of zones) {
    for (const bucket of ['hour', 'day'] as const) {
      const start = asMs(bucketStartSql(sql`moment`, { bucket, timeZone, from: '', until: '' }))
      const rows = await db().$queryRaw<{ at: number }[]>`
        SELECT ${start} AS at FROM (
          SELECT n, to_timestamp(ms / 1000) AT TIME ZONE 'UTC' AS moment
          FROM unnest(${times}::float8[]) WITH ORDINALITY AS given(ms, n)
        ) AS moments ORDER BY n`
      expect(rows.map(({ at }) => at)).toEqual(times.map((time) => bucketStart(time, bucket, timeZone)))
    }
  }
})

test('percentiles are within 2 % of the value of their rank, folded or not', async () => {
  const { teamId } = team.member
  const values = Array.from({ length: 300 }, (_, index) => Math.round(1.03 ** index))
  await Promise.all(
    values.map((latencyMs, index) =>
      addAttempt(`timed.${index}`, new Date('2026-06-02T10:00:00Z'), { latencyMs, tier: 'premium' }),
    ),
  )
  const window = windowOf({ range: '1d' }, 'UTC', new Date('2026-06-02T12:00:00Z'))
  const quantiles = [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1]
  const read = () => readPercentiles(teamId, { window, thing: 'latency', by: ['tier'], quantiles })
  const [cell, ...others] = await read()
  expect(others).toEqual([])
  expect(cell).toMatchObject({ at: '2026-06-02T10:00:00.000Z', keys: { tier: 'premium' }, n: 300 })
  quantiles.forEach((quantile, index) => {
    const exact = values[Math.max(1, Math.ceil(quantile * 300)) - 1] ?? Number.NaN
    expect(Math.abs((cell?.values[index] ?? 0) / exact - 1)).toBeLessThanOrEqual(0.0200001)
  })
  await foldRollups()
  expect(await read()).toEqual([cell])
})

test('a week by the hour of one project’s workflow is read from its days, and from rows only around them', async () => {
  const { teamId } = team.member
  const hours = Array.from({ length: 120 }, (_, index) => index)
  await Promise.all(
    hours.map((hour) =>
      addAttempt(`weekly.${hour}`, new Date(Date.parse('2026-07-01T00:30:00Z') + hour * 3_600_000), {
        latencyMs: 1000 + hour,
      }),
    ),
  )
  await foldRollups()
  await addAttempt('weekly.late', new Date('2026-07-03T10:00:00Z'), { latencyMs: 99 })
  const { slug } = await db().project.findFirstOrThrow({ where: { teamId } })
  const read = (given: { total: boolean }) =>
    readPercentiles(teamId, {
      window: {
        ...{ from: '2026-07-01T15:00:00.000Z', until: '2026-07-04T06:00:00.000Z' },
        ...{ bucket: 'hour' as const, timeZone: 'UTC' },
      },
      ...{
        filters: { project: [slug], workflow: ['test-generation'] },
        thing: 'latency' as const,
        by: [],
        quantiles: [0, 0.5, 1],
        ...given,
      },
    })
  const [whole, ...others] = await read({ total: true })
  expect(others).toEqual([])
  const byHour = await read({ total: false })
  expect(byHour).toHaveLength(63)
  expect(whole?.n).toBe(64)
  expect(byHour.reduce((sum, { n }) => sum + n, 0)).toBe(64)
  // Rows of the days within are not looked at: what their histograms say counts.
  await db().$executeRaw`
    UPDATE timed_rollup SET counts[1] = counts[1] + 5 FROM timed_key AS keys
    WHERE keys.id = "keyId" AND keys."teamId" = ${teamId} AND keys.level = 'project' AND thing = 'latency'
      AND at = '2026-07-02T00:00:00Z' AND bucket = 'day'`
  expect((await read({ total: true }))[0]?.n).toBe(69)
})

test('one run that ended, with its figures, its keys and its distribution', async () => {
  const { teamId } = team.member
  await db().run.update({
    where: { id: runId },
    data: {
      status: 'done',
      verdict: 'verified',
      source: 'model',
      costNanoUsd: 500n,
      modelCalls: 1,
      durationMs: 20_000,
      createdAt: new Date('2026-05-01T09:59:00Z'),
      startedAt: new Date('2026-05-01T10:00:00Z'),
      endedAt: new Date('2026-05-01T10:00:20Z'),
      figures: { statements: 10, coveredStatements: 9 },
    },
  })
  const window = windowOf({ range: '1d' }, 'UTC', new Date('2026-05-01T12:00:00Z'))
  const [cell, ...others] = await readRuns(teamId, { window, by: ['outcome', 'project'] })
  expect(others).toEqual([])
  expect(cell).toMatchObject({
    at: '2026-05-01T10:00:00.000Z',
    keys: { outcome: 'verified' },
    figures: {
      runs: 1,
      verified: 1,
      verifiedCostNanoUsd: 500,
      within30s: 1,
      statements: 10,
      branches: 0,
      measuredRuns: 1,
    },
  })
  // Asked for a few figures, in an order of their own; the second question is answered by the rows.
  for (const by of [
    ['outcome', 'project'],
    ['outcome', 'member', 'prompt'],
  ] as const) {
    const [few] = await runsWith('verifiedCostNanoUsd', 'verified')(teamId, { window, by })
    expect(few).toEqual({
      at: cell?.at,
      keys: expect.objectContaining({ outcome: cell?.keys.outcome }),
      figures: { verifiedCostNanoUsd: 500, verified: 1 },
    })
  }
  const none = await readRuns(teamId, { window, by: [], filters: { project: ['another'] } })
  expect(none).toEqual([])
  const percentiles = { window, by: ['workflow' as const], quantiles: [0.5, 0.95], total: true }
  const [waited] = await readPercentiles(teamId, { ...percentiles, thing: 'queue-wait' })
  expect(waited).toMatchObject({ at: null, keys: { workflow: 'test-generation' }, n: 1 })
  for (const value of waited?.values ?? []) expect(Math.abs(value / 60_000 - 1)).toBeLessThanOrEqual(0.02)
})
