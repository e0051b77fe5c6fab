import { beforeAll, describe, expect, test } from 'vitest'
import { createBudget } from '@/lib/budgets/create-budget'
import { closeDb, db } from '@/lib/db/db'
import { Overview } from '@/lib/domain/overview'
import type { RunQueryInput } from '@/lib/domain/run-query'
import { reviewRun } from '@/lib/feedback/review-run'
import { listRuns } from '@/lib/runs/list-runs'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { getOverview } from './get-overview'
import { foldRollups } from './rollups/fold-rollups'

const NOW = new Date('2026-11-23T01:30:00Z')
const at = (time: string) => new Date(time)
let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  // A server whose own time is nine hours ahead: days must be UTC all the same.
  const [{ name } = { name: '' }] = await db().$queryRaw<
    { name: string }[]
  >`SELECT current_database() AS name`
  await db().$executeRawUnsafe(`ALTER DATABASE "${name}" SET timezone TO 'Asia/Tokyo'`)
  await closeDb()
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

interface Past {
  createdAt: string
  status?: string
  verdict?: string | null
  source?: string | null
  reason?: string | null
  durationMs?: number
}

async function seedPastRun(of: SeededTeam, past: Past): Promise<string> {
  const { runIds } = await seedQueuedRuns(of.member, { 'a.py': 'x = 1\n' })
  const id = runIds['a.py'] ?? ''
  const {
    createdAt,
    status = 'done',
    verdict = 'verified',
    source = 'model',
    reason = null,
    durationMs,
  } = past
  const created = at(createdAt)
  const endedAt = status === 'queued' ? null : created
  await db().run.update({
    where: { id },
    data: { status, verdict, source, reason, durationMs, createdAt: created, startedAt: created, endedAt },
  })
  return id
}

async function seedAttempt(
  runId: string,
  data: { createdAt: string; source?: string; costNanoUsd?: bigint } & {
    cacheKey?: string
    cacheHit?: boolean
    cacheMissReason?: string
    isLookup?: boolean
    outcome?: string
    latencyMs?: number
  },
): Promise<void> {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { teamId, projectId, launchId, workflow, createdBy } = run
  const { createdAt, source = 'model', ...rest } = data
  await db().attempt.create({
    data: {
      id: crypto.randomUUID(),
      ...{ teamId, projectId, launchId, runId, workflow, userId: createdBy, stage: 'generate', tryNumber: 1 },
      ...{ sequence: 1, outcome: 'ok', source, createdAt: at(createdAt), ...rest },
    },
  })
}

describe('the overview', () => {
  test('rests on rows that hold UTC, whatever the server’s own time is', async () => {
    const { createdAt } = await db().team.findUniqueOrThrow({ where: { slug: 'red' } })
    expect(Math.abs(createdAt.getTime() - Date.now())).toBeLessThan(60_000)
    const rows = await db().$queryRaw<{ age: number }[]>`
      SELECT extract(epoch FROM now() AT TIME ZONE 'UTC' - "createdAt")::float8 AS age FROM team`
    for (const { age } of rows) expect(Math.abs(age)).toBeLessThan(60)
  })

  test('of a team without runs says nothing instead of zero', async () => {
    const overview = Overview.parse(await getOverview(team.viewer, NOW))
    expect(overview.counters).toEqual({
      runs: { value: 0, n: 0 },
      costNanoUsd: { value: null, n: 0 },
      failedCalls: 0,
      verifiedShare: { value: null, n: 0 },
      fallbackShare: { value: null, n: 0 },
      cacheHitShare: { value: null, n: 0 },
      medianDurationMs: { value: null, n: 0 },
    })
    expect(overview.today).toEqual({ from: '2026-11-23T00:00:00.000Z', until: '2026-11-24T00:00:00.000Z' })
    expect(overview.days).toHaveLength(14)
    expect(overview.days.at(0)).toEqual({
      ...{ at: '2026-11-10T00:00:00.000Z', runs: 0, verifiedShare: null, costNanoUsd: 0 },
    })
    expect([overview.budget, overview.tightBudgets, overview.needsReview]).toEqual([null, 0, 0])
    expect(overview.workerAlive).toBe(false)
  })

  test('counts the runs that ended on the day, each figure over what it is about', async () => {
    const today = '2026-11-23T00:10:00Z'
    const ids = [
      await seedPastRun(team, { createdAt: today, durationMs: 1000 }),
      await seedPastRun(team, { createdAt: today, source: 'cache', durationMs: 3000 }),
      await seedPastRun(team, {
        createdAt: today,
        source: 'template',
        reason: 'provider-down',
        verdict: 'rejected',
        durationMs: 8000,
      }),
      await seedPastRun(team, { createdAt: today, source: 'template', reason: 'no-provider' }),
      await seedPastRun(team, { createdAt: today, source: 'template', reason: 'opted-out' }),
      await seedPastRun(team, {
        createdAt: today,
        source: null,
        verdict: 'unverified',
        reason: 'missing-dependency',
      }),
      await seedPastRun(team, { createdAt: today, status: 'failed', verdict: null, source: null }),
      await seedPastRun(team, { createdAt: today, status: 'queued', verdict: null, source: null }),
      await seedPastRun(team, { createdAt: '2026-11-22T23:59:00Z' }),
    ]
    await seedPastRun(other, { createdAt: today })
    const [first = '', second = ''] = ids
    await seedAttempt(first, {
      createdAt: today,
      costNanoUsd: 30_000_000n,
      cacheKey: 'k',
      isLookup: true,
      cacheMissReason: 'first-time',
    })
    await seedAttempt(first, {
      createdAt: today,
      costNanoUsd: 12_000_000n,
      cacheKey: 'k',
      cacheMissReason: 'first-time',
    })
    await seedAttempt(first, { createdAt: today, outcome: 'rate-limited', latencyMs: 30 })
    await seedAttempt(first, { createdAt: today, outcome: 'budget', latencyMs: 0 })
    await seedAttempt(second, { createdAt: today, source: 'cache', cacheHit: true, isLookup: true })
    await seedAttempt(second, { createdAt: '2026-11-22T23:30:00Z', costNanoUsd: 5_000_000n })

    const { counters, days, latestRuns, activeRuns, ...rest } = await getOverview(team.viewer, NOW)
    expect(counters).toEqual({
      runs: { value: 7, n: 7 },
      verifiedShare: { value: 4 / 6, n: 6 },
      fallbackShare: { value: 1 / 3, n: 3 },
      cacheHitShare: { value: 1 / 2, n: 2 },
      costNanoUsd: { value: 42_000_000, n: 3 },
      failedCalls: 1,
      // Of a histogram whose bins are 4 % wide.
      medianDurationMs: { value: expect.closeTo(3000, -2), n: 3 },
    })
    expect(days.slice(-2)).toEqual([
      { at: '2026-11-22T00:00:00.000Z', runs: 1, verifiedShare: 1, costNanoUsd: 5_000_000 },
      { at: '2026-11-23T00:00:00.000Z', runs: 7, verifiedShare: 4 / 6, costNanoUsd: 42_000_000 },
    ])
    // Each figure opens the runs behind it: the same day, the same number, beside the filters too.
    const behind = async (query: RunQueryInput) => {
      const { rows, counts } = await listRuns(team.viewer, { time: 'ended', ...rest.today, ...query })
      expect(counts.workflow['test-generation']).toBe(rows.length)
      return rows.length
    }
    expect(await behind({})).toBe(7)
    expect(await behind({ outcome: 'verified' })).toBe(4)
    expect(await behind({ counted: 'fallback' })).toBe(1)
    expect(await behind({ time: 'attempted', attempts: 'hits' })).toBe(1)
    expect(await behind({ time: 'attempted', attempts: 'calls' })).toBe(1)
    expect(new Set(latestRuns.map((run) => run.id))).toEqual(new Set(ids))
    expect(activeRuns).toBe(1)
  })

  test('shows the runs to which something happened last: a launch of many pushes none of them out', async () => {
    const many = await seedTeam({ slug: 'many' })
    const launched = '2026-11-23T01:00:00Z'
    const one = (status: string, more: object = {}) =>
      seedPastRun(many, { createdAt: launched, status, verdict: null, source: null }).then(async (id) => {
        await db().run.update({ where: { id }, data: more })
        return id
      })
    const ended = await one('done', { endedAt: at('2026-11-23T01:04:00Z') })
    const running = await one('running', { endedAt: null, startedAt: at('2026-11-23T01:03:00Z') })
    for (let index = 0; index < 13; index += 1) await one('queued', { startedAt: null })
    const before = await one('done', { endedAt: at('2026-11-23T01:02:00Z') })
    const { latestRuns } = await getOverview(many.viewer, NOW)
    expect(latestRuns.map(({ id }) => id).slice(0, 3)).toEqual([ended, running, before])
    expect(latestRuns).toHaveLength(12)
  })

  test('counts outputs that nobody has judged', async () => {
    const runId = await seedPastRun(other, { createdAt: '2026-11-20T10:00:00Z' })
    await db().artifact.create({
      data: {
        ...{
          id: `${runId}.a`,
          teamId: other.owner.teamId,
          runId,
          version: 1,
          origin: 'model',
          kind: 'tests',
        },
        ...{
          path: 't.py',
          language: 'python',
          content: '',
          contentHash: '',
          verdict: 'verified',
          verdictText: '',
        },
      },
    })
    expect((await getOverview(other.viewer, NOW)).needsReview).toBe(1)
    const { rows, counts } = await listRuns(other.viewer, { review: ['to-review'] })
    expect([rows.map(({ id }) => id), counts.review]).toEqual([[runId], { 'to-review': 1 }])
    await db().run.update({ where: { id: runId }, data: { reviewVerdict: 'edited', verdict: 'rejected' } })
    expect((await getOverview(other.viewer, NOW)).needsReview).toBe(1)
    expect((await listRuns(other.viewer, {})).counts.review).toEqual({ 'to-review': 1 })
    await db().run.update({ where: { id: runId }, data: { reviewVerdict: null } })
    expect((await listRuns(other.viewer, {})).counts.review).toEqual({})
    await db().run.update({ where: { id: runId }, data: { verdict: 'verified' } })
    await reviewRun(other.member, { runId, rating: 5 })
    expect((await getOverview(other.viewer)).needsReview).toBe(1)
    await reviewRun(other.member, { runId, verdict: 'accepted' })
    expect((await getOverview(other.viewer)).needsReview).toBe(0)
    expect((await listRuns(other.viewer, {})).counts.review).toEqual({ accepted: 1 })
    expect((await listRuns(other.viewer, { review: ['to-review'] })).rows).toEqual([])
    expect((await listRuns(other.viewer, { review: 'accepted,rejected' })).rows).toHaveLength(1)
  })

  test('has the days of the team’s own clocks, those of 23 and 25 hours too', async () => {
    const west = await seedTeam({ slug: 'west' })
    await db().team.update({ where: { slug: 'west' }, data: { timeZone: 'America/New_York' } })
    // Half past ten in the evening of the 22nd there; and noon of the day whose clocks went back.
    await seedPastRun(west, { createdAt: '2026-11-23T00:10:00Z' })
    await seedPastRun(west, { createdAt: '2026-11-22T04:59:00Z' })
    const { today, counters, days } = await getOverview(west.viewer, NOW)
    expect(today).toEqual({ from: '2026-11-22T05:00:00.000Z', until: '2026-11-23T05:00:00.000Z' })
    expect(counters.runs.n).toBe(1)
    expect(days.map(({ runs }) => runs).slice(-3)).toEqual([0, 1, 1])
    const autumn = await getOverview(west.viewer, at('2026-11-01T17:00:00Z'))
    expect(autumn.today).toEqual({ from: '2026-11-01T04:00:00.000Z', until: '2026-11-02T05:00:00.000Z' })
    const spring = await getOverview(west.viewer, at('2026-03-08T17:00:00Z'))
    expect(spring.today).toEqual({ from: '2026-03-08T05:00:00.000Z', until: '2026-03-09T04:00:00.000Z' })
    expect(spring.days.map(({ at: day }) => day).at(-2)).toBe('2026-03-07T05:00:00.000Z')
  })

  test('holds spend against the fullest budget, and tells who sees no costs nothing of money', async () => {
    const rich = await seedTeam({ slug: 'rich' })
    const month = { scope: 'team', scopeId: '', period: 'month', kind: 'soft' } as const
    await createBudget(rich.admin, { ...month, limitNanoUsd: 1_000_000_000 })
    await createBudget(rich.admin, {
      ...month,
      scope: 'workflow',
      scopeId: 'code-review',
      limitNanoUsd: 50_000_000,
    })
    const now = at('2026-11-16T00:00:00Z')
    const spent = { periodStart: at('2026-11-01T00:00:00Z'), spentNanoUsd: 400_000_000n }
    const { teamId } = rich.owner
    await db().budget.updateMany({ where: { teamId, scope: 'team' }, data: spent })
    const past = await seedPastRun(rich, { createdAt: '2026-11-01T00:00:00Z' })
    for (let day = 2; day <= 15; day += 1) {
      const createdAt = `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`
      await seedAttempt(past, { createdAt, costNanoUsd: 30_000_000n })
    }
    await foldRollups()
    const { budget, seesCosts } = await getOverview(rich.viewer, now)
    expect(seesCosts).toBe(true)
    expect(budget).toMatchObject({
      ...{ scope: 'team', spentNanoUsd: 400_000_000 },
      forecast: { nanoUsd: 850_000_000, by: 'weekdays', days: 14, reachedAt: null },
    })
    await seedPastRun(rich, { createdAt: '2026-11-16T00:00:00Z' }).then((id) =>
      seedAttempt(id, { createdAt: '2026-11-16T00:00:00Z', costNanoUsd: 30_000_000n }),
    )
    const told = Overview.parse(await getOverview({ ...rich.viewer, seesCosts: false }, now))
    expect(told.budget).toBeNull()
    expect(told.counters.costNanoUsd).toEqual({ value: null, n: 1 })
    expect(JSON.stringify(told)).not.toMatch(/NanoUsd":\d|\$\d/)
  })

  test('knows whether a worker lives', async () => {
    await db().$executeRaw`INSERT INTO worker (id, host, pid, version, "heartbeatAt")
      VALUES ('w', 'h', 1, '1', (now() AT TIME ZONE 'UTC') - interval '16 seconds')`
    expect((await getOverview(team.viewer)).workerAlive).toBe(false)
    await db().$executeRaw`UPDATE worker SET "heartbeatAt" = now() AT TIME ZONE 'UTC'`
    expect((await getOverview(team.viewer)).workerAlive).toBe(true)
  })
})
