import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { type AttemptRecord, countCalls } from '@/lib/domain/attempt'
import { AttemptOutcome, RunReason, RunSource } from '@/lib/domain/words'
import { reviewRun } from '@/lib/feedback/review-run'
import { endRuns } from '@/lib/runs/execution/end-run'
import { wasAllowedModel } from '@/lib/runs/list/counted-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { readAttempts } from './read-attempts'
import { readPercentiles } from './read-percentiles'
import { readRuns } from './read-runs'
import { windowOf } from './window-of'

let owner: TeamContext
let run: RunScope

beforeEach(async () => {
  owner = (await seedTeam({ slug: `facts-${Math.random()}` })).owner
  run = await seedEngineRun(owner, { slug: 'a' })
})

const inAll = () => ({ window: windowOf({ range: '2d' }, 'UTC'), by: [], total: true })
const record = (given: Partial<AttemptRecord> & { id: string }) =>
  recordAttempt(db(), run, { attempt: paidAttempt(given) })

test('a key is looked up once per try, however many calls its miss led to, and a hit has saved what it had cost', async () => {
  const entry = {
    teamId: run.teamId,
    workflow: run.workflow,
    stage: 'generate',
    targetKey: 't',
    contextHash: 'h',
  }
  await db().cacheEntry.create({ data: { ...entry, key: 'stored', costNanoUsd: 700n, durationMs: 40 } })
  const missed = { cacheKey: 'new', cacheMissReason: 'first-time' } as const
  await record({ id: 'a', ...missed, outcome: 'invalid-output', costNanoUsd: 5 })
  await record({ id: 'b', ...missed, repairRound: 1, costNanoUsd: 3 })
  await record({ id: 'b', ...missed, repairRound: 1, costNanoUsd: 3 })
  await record({ id: 'c', source: 'cache', cacheKey: 'stored', cacheHit: true })
  await record({ id: 'd', source: 'template' })
  run = { ...run, tryNumber: 2 }
  await record({ id: 'e', source: 'cache', cacheKey: 'gone', cacheHit: true })
  const [cell] = await readAttempts(run.teamId, inAll())
  expect(cell?.figures).toMatchObject({
    attempts: 5,
    calls: 2,
    lookups: 3,
    hits: 2,
    hitSavedNanoUsd: 700,
    hitSavedMs: 40,
    costNanoUsd: 8,
    failedCostNanoUsd: 5,
    repairCostNanoUsd: 3,
  })
})

test('calls that were made and that failed are counted as everywhere else', async () => {
  const attempts = AttemptOutcome.options.flatMap((outcome) =>
    RunSource.options.flatMap((source) =>
      [null, 'request'].flatMap((requestId) =>
        [null, 0, 7].map((latencyMs) =>
          paidAttempt({
            id: `${outcome}.${source}.${requestId}.${latencyMs}`,
            outcome,
            source,
            requestId,
            latencyMs,
          }),
        ),
      ),
    ),
  )
  const { teamId, projectId, launchId, runId, userId, workflow } = run
  await db().attempt.createMany({
    data: attempts.map(({ usage, ...attempt }, sequence) => ({
      ...attempt,
      ...usage,
      ...{ teamId, projectId, launchId, runId, userId, workflow },
      tryNumber: 1,
      sequence,
    })),
  })
  const [cell] = await readAttempts(teamId, inAll())
  const { made, failed } = countCalls(attempts)
  expect(cell?.figures).toMatchObject({ attempts: attempts.length, calls: made, failedCalls: failed })
})

test('runs that fell back are a share of those that were allowed a model, as everywhere else', async () => {
  const reasons = [null, ...RunReason.options.flatMap(({ options }) => options)]
  const ends = reasons.flatMap((reason) => [null, ...RunSource.options].map((source) => ({ reason, source })))
  const files = Object.fromEntries(ends.map((_, index) => [`m${index}.py`, 'x = 1\n']))
  const { runIds } = await seedQueuedRuns(owner, files)
  for (const [index, end] of ends.entries()) {
    const status = index % 3 === 0 ? 'failed' : 'done'
    await db().run.update({
      where: { id: runIds[`m${index}.py`] },
      data: { ...end, status, endedAt: new Date() },
    })
  }
  const [expected] = await db().$queryRaw<{ allowed: number; fell: number }[]>`
    SELECT (count(*) FILTER (WHERE ${wasAllowedModel}))::int AS allowed,
      (count(*) FILTER (WHERE ${wasAllowedModel} AND source = 'template'))::int AS fell
    FROM run WHERE "teamId" = ${owner.teamId}`
  const [cell] = await readRuns(owner.teamId, inAll())
  expect(expected?.fell).toBeGreaterThan(3)
  expect(cell?.figures).toMatchObject({ modelAllowed: expected?.allowed, fallbacks: expected?.fell })
})

test('a run that waited and went on for longer than numbers of milliseconds go can end, and is counted', async () => {
  const { runIds } = await seedQueuedRuns(owner, { 'late.py': 'x = 1\n', 'lost.py': 'x = 1\n' })
  const before = (days: number) => new Date(Date.now() - days * 86_400_000)
  const late = { createdAt: before(90), startedAt: before(40), status: 'running' }
  await db().run.updateMany({ where: { teamId: owner.teamId, status: 'queued' }, data: late })
  const tries = Object.values(runIds).map((runId) => ({ runId, tryNumber: 1 }))
  expect(
    await db().$transaction((tx) => endRuns(tx, tries, { status: 'failed', errorText: 'It was lost.' })),
  ).toHaveLength(2)
  const [cell] = await readRuns(owner.teamId, inAll())
  expect(cell?.figures).toMatchObject({ runs: 2, failed: 2 })
  const [waited] = await readPercentiles(owner.teamId, { ...inAll(), thing: 'queue-wait', quantiles: [0.5] })
  expect(waited?.n).toBe(2)
  // As long as can be told: 24.8 days, within 2 %.
  expect((waited?.values[0] ?? 0) / 2 ** 31).toBeCloseTo(1, 1)
})

test('how long people looked is the longest visit of each whose review stands', async () => {
  const { runIds } = await seedQueuedRuns(owner, { 'z.py': 'x = 1\n' })
  const runId = runIds['z.py'] ?? ''
  const ended = new Date()
  await db().run.update({
    where: { id: runId },
    data: { status: 'done', verdict: 'verified', source: 'model', startedAt: ended, endedAt: ended },
  })
  await reviewRun(owner, { runId, rating: 4, activeSeconds: 20 })
  await reviewRun(owner, { runId, verdict: 'rejected', activeSeconds: 30 })
  const [cell] = await readRuns(owner.teamId, inAll())
  expect(cell?.figures).toMatchObject({
    reviewed: 1,
    rejectedByPerson: 1,
    ratings: 1,
    ratingSum: 4,
    reviewSeconds: 30,
    reviewTimed: 1,
  })
})
