import { beforeAll, describe, expect, test } from 'vitest'
import { closeDb, db } from '@/lib/db/db'
import { Overview } from '@/lib/domain/overview'
import type { RunQueryInput } from '@/lib/domain/run-query'
import { reviewRun } from '@/lib/feedback/review-run'
import { undoReview } from '@/lib/feedback/undo-review'
import { listRuns } from '@/lib/runs/list-runs'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { getOverview } from './get-overview'

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
      runsToday: { value: 0, n: 0 },
      costTodayNanoUsd: { value: null, n: 0 },
      failedCallsToday: 0,
      verifiedShare: { value: null, n: 0 },
      templateFallbackShare: { value: null, n: 0 },
      cacheHitShare: { value: null, n: 0 },
      medianDurationMs: { value: null, n: 0 },
    })
    expect(overview.satisfaction).toEqual({ mean: null, n: 0 })
    expect(overview.costPerDay).toHaveLength(30)
    expect(overview.costPerDay.at(-1)?.day).toBe('2026-11-23')
    expect(overview.outcomePerDay.at(0)?.day).toBe('2026-10-25')
    expect(overview.workerAlive).toBe(false)
  })

  test('counts the runs of the UTC day, each figure over what it is about', async () => {
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
    await seedAttempt(second, { createdAt: today, source: 'cache', cacheKey: 'k', cacheHit: true })
    await seedAttempt(second, { createdAt: '2026-11-22T23:30:00Z', costNanoUsd: 5_000_000n })

    const { counters, costPerDay, outcomePerDay, latestRuns, activeRuns } = await getOverview(
      team.viewer,
      NOW,
    )
    expect(counters.runsToday).toEqual({ value: 8, n: 8 })
    expect(counters.verifiedShare).toEqual({ value: 4 / 6, n: 6 })
    expect(counters.templateFallbackShare).toEqual({ value: 1 / 3, n: 3 })
    expect(counters.cacheHitShare).toEqual({ value: 1 / 2, n: 2 })
    expect(counters.costTodayNanoUsd).toEqual({ value: 42_000_000, n: 3 })
    expect(counters.failedCallsToday).toBe(1)
    expect(counters.medianDurationMs).toEqual({ value: 3000, n: 3 })
    expect(costPerDay.slice(-2)).toEqual([
      { day: '2026-11-22', costNanoUsd: 5_000_000, calls: 1, failedCalls: 0 },
      { day: '2026-11-23', costNanoUsd: 42_000_000, calls: 3, failedCalls: 1 },
    ])
    expect(outcomePerDay.slice(-2)).toEqual([
      { day: '2026-11-22', verified: 1, unverified: 0, rejected: 0, failed: 0, cancelled: 0 },
      { day: '2026-11-23', verified: 4, unverified: 1, rejected: 1, failed: 1, cancelled: 0 },
    ])
    // Each figure opens the runs behind it: the same day, the same number, beside the filters too.
    const behind = async (query: RunQueryInput) => {
      const { rows, counts } = await listRuns(team.viewer, { since: '2026-11-23', ...query })
      expect(counts.workflow['test-generation']).toBe(rows.length)
      return rows.length
    }
    expect(await behind({})).toBe(8)
    expect(await behind({ counted: 'verified' })).toBe(4)
    expect(await behind({ counted: 'fallback' })).toBe(1)
    expect(await behind({ counted: 'cache-hit' })).toBe(1)
    expect(new Set(latestRuns.map((run) => run.id))).toEqual(new Set(ids))
    expect(activeRuns).toBe(1)
  })

  test('counts ratings that stand, and outputs nobody has judged', async () => {
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
    const { reviewId } = await reviewRun(other.member, { runId, rating: 2 })
    await reviewRun(other.member, { runId, rating: 4 })
    await undoReview(other.member, reviewId)
    const rated = await getOverview(other.viewer, new Date())
    expect(rated.satisfaction).toEqual({ mean: 4.5, n: 2 })
    expect(rated.needsReview).toBe(1)
    await reviewRun(other.member, { runId, verdict: 'accepted' })
    expect((await getOverview(other.viewer)).needsReview).toBe(0)
    expect((await listRuns(other.viewer, {})).counts.review).toEqual({ accepted: 1 })
    expect((await listRuns(other.viewer, { review: ['to-review'] })).rows).toEqual([])
    expect((await listRuns(other.viewer, { review: 'accepted,rejected' })).rows).toHaveLength(1)
  })

  test('knows whether a worker lives', async () => {
    await db().$executeRaw`INSERT INTO worker (id, host, pid, version, "heartbeatAt")
      VALUES ('w', 'h', 1, '1', (now() AT TIME ZONE 'UTC') - interval '16 seconds')`
    expect((await getOverview(team.viewer)).workerAlive).toBe(false)
    await db().$executeRaw`UPDATE worker SET "heartbeatAt" = now() AT TIME ZONE 'UTC'`
    expect((await getOverview(team.viewer)).workerAlive).toBe(true)
  })
})
