import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createBudget } from '@/lib/budgets/create-budget'
import { removeBudget } from '@/lib/budgets/remove-budget'
import { db } from '@/lib/db/db'
import { LaunchOptions, type LaunchRequest } from '@/lib/domain/launch'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import { expectRefused } from '@/lib/testing/expect-refused'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { cancelLaunch } from './cancel-launch'
import { estimateLaunch } from './estimate-launch'
import { getLaunch } from './get-launch'
import { launchRuns } from './launch-runs'
import { pinStartTier } from './routing/pin-start-tier'
import { resetStartTier } from './routing/reset-start-tier'

let team: SeededTeam
let other: SeededTeam
let projectId: string

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  const files = { 'a.py': 'x = 1\n', 'b.py': 'y = 2\n', 'pkg/c.py': 'z = 3\n' }
  projectId = (await seedSources(team.owner, { slug: 'shop', files })).projectId
})

const request = (more: Partial<LaunchRequest> = {}): LaunchRequest => ({
  projectId,
  workflow: 'test-generation',
  modulePaths: ['b.py', 'a.py'],
  options: LaunchOptions.parse({}),
  ...more,
})

/** The engine's rows of a launch, in the order in which a worker takes them. */
async function enqueuedOf(launchId: string) {
  const rows = await db().$queryRaw`
    SELECT flow.workflow_uuid AS id, flow.status, flow.queue_name AS queue, flow.priority, run."targetPath" AS path
    FROM dbos.workflow_status AS flow JOIN run ON flow.workflow_uuid = run.id || ':1'
    WHERE run."launchId" = ${launchId} ORDER BY flow.priority, flow.created_at`
  return z
    .array(
      z.object({ status: z.string(), queue: z.string().nullable(), priority: z.number(), path: z.string() }),
    )
    .parse(rows)
}

describe('a launch', () => {
  test('is its runs, its places in the queue and an audit row', async () => {
    const { launchId, runIds } = await launchRuns(team.member, request())
    const detail = await getLaunch(team.viewer, launchId)
    expect(detail.rows.map((row) => [row.targetPath, row.status])).toEqual([
      ['a.py', 'queued'],
      ['b.py', 'queued'],
    ])
    expect(detail.counts.queued).toBe(2)
    expect(new Set(runIds)).toEqual(new Set(detail.rows.map((row) => row.id)))
    expect(await enqueuedOf(launchId)).toEqual([
      { path: 'b.py', status: 'ENQUEUED', queue: 'runs', priority: 1 },
      { path: 'a.py', status: 'ENQUEUED', queue: 'runs', priority: 2 },
    ])
    const audit = await db().auditEntry.findFirst({ where: { subjectId: launchId, action: 'launch.create' } })
    expect(audit).toMatchObject({ teamId: team.member.teamId, userId: team.member.userId })
  })

  test('is all or nothing: when the enqueue fails there is no launch and no run', async () => {
    const before = await db().run.count()
    await db().$executeRaw`ALTER FUNCTION dbos.enqueue_workflow RENAME TO enqueue_workflow_away`
    try {
      await expect(launchRuns(team.member, request({ idempotencyKey: 'will-not-be' }))).rejects.toThrow()
    } finally {
      await db().$executeRaw`ALTER FUNCTION dbos.enqueue_workflow_away RENAME TO enqueue_workflow`
    }
    expect(await db().run.count()).toBe(before)
    expect(await db().launch.count({ where: { idempotencyKey: 'will-not-be' } })).toBe(0)
  })

  test('of a double click is one launch, also when the two come at the same moment', async () => {
    const click = request({ idempotencyKey: 'double-click' })
    const results = await Promise.all([launchRuns(team.member, click), launchRuns(team.member, click)])
    const later = await launchRuns(team.member, click)
    expect(new Set([...results, later].map((result) => result.launchId)).size).toBe(1)
    expect(new Set(later.runIds)).toEqual(new Set(results[0]?.runIds))
    expect(await db().launch.count({ where: { idempotencyKey: 'double-click' } })).toBe(1)
    // The same key in another team is another launch.
    expect(await db().launch.count({ where: { teamId: other.owner.teamId } })).toBe(0)
  })

  test('takes each module once and refuses what it cannot launch', async () => {
    const { runIds } = await launchRuns(team.member, request({ modulePaths: ['a.py', 'a.py'] }))
    expect(runIds).toHaveLength(1)
    await expectRefused(launchRuns(team.member, request({ modulePaths: ['none.py'] })), 'invalid-input')
    await expectRefused(launchRuns(team.member, request({ workflow: 'documentation' })), 'invalid-input')
    await expectRefused(launchRuns(team.member, request({ modulePaths: [] })), 'invalid-input')
    await expectRefused(launchRuns(team.viewer, request()), 'forbidden')
  })

  test('of another team is not to be found', async () => {
    const { launchId } = await launchRuns(team.member, request())
    await expectRefused(launchRuns(other.owner, request()), 'not-found')
    await expectRefused(estimateLaunch(other.owner, request()), 'not-found')
    await expectRefused(getLaunch(other.owner, launchId), 'not-found')
    await expectRefused(cancelLaunch(other.owner, launchId), 'not-found')
  })

  test('is cancelled as a whole, and once only', async () => {
    const { launchId } = await launchRuns(team.member, request())
    await expectRefused(cancelLaunch(team.viewer, launchId), 'forbidden')
    expect(await cancelLaunch(team.member, launchId)).toEqual({ cancelled: 2 })
    expect(await cancelLaunch(team.member, launchId)).toEqual({ cancelled: 0 })
    const detail = await getLaunch(team.member, launchId)
    expect(detail.counts.cancelled).toBe(2)
    expect(detail.launch.cancelledAt).not.toBeNull()
    expect((await enqueuedOf(launchId)).map((flow) => flow.status)).toEqual(['CANCELLED', 'CANCELLED'])
  })

  test('of 2,000 modules is made, and cancelled, in a few seconds', async () => {
    const files = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`m${n}.py`, 'x = 1\n']))
    const big = await seedSources(team.owner, { slug: 'big', files })
    const began = Date.now()
    const modulePaths = Object.keys(files)
    const launch = await launchRuns(team.member, request({ projectId: big.projectId, modulePaths }))
    expect(launch.runIds).toHaveLength(2000)
    expect(await cancelLaunch(team.member, launch.launchId)).toEqual({ cancelled: 2000 })
    expect(Date.now() - began).toBeLessThan(20_000)
  })
})

/** A run that paid one call of the model that estimates are made for. */
async function endPaidRun(runId: string, costNanoUsd: number): Promise<void> {
  const data = { status: 'done', modelCalls: 1, costNanoUsd, durationMs: 8000 }
  const { teamId, launchId } = await db().run.update({ where: { id: runId }, data })
  const { userId } = team.member
  const run = {
    teamId,
    projectId,
    launchId,
    runId,
    userId,
    workflow: 'test-generation',
    tryNumber: 1,
  } as const
  const attempt = paidAttempt({ id: `${runId}-call`, model: 'claude-haiku-5-5', costNanoUsd })
  await recordAttempt(db(), run, { attempt })
}

describe('an estimate', () => {
  test('without a model says so and costs nothing', async () => {
    const estimate = await estimateLaunch(team.viewer, request())
    expect(estimate).toMatchObject({ modules: 2, likelyNanoUsd: 0, highNanoUsd: 0, fromCache: 0 })
    expect(estimate.notices.join(' ')).toContain('No model provider is connected')
  })

  test('with a model counts tokens first, then rests on what runs have cost', async () => {
    await db().provider.create({
      data: {
        teamId: team.owner.teamId,
        name: 'stand-in',
        kind: 'anthropic',
        models: { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' },
        createdBy: team.owner.userId,
      },
    })
    const counted = await estimateLaunch(team.viewer, request())
    expect(counted.basedOnRuns).toBe(0)
    expect(counted.notices).toEqual([])
    const { lowNanoUsd, likelyNanoUsd, highNanoUsd } = counted
    expect(lowNanoUsd).toBeGreaterThan(0)
    expect(likelyNanoUsd).toBeGreaterThan(lowNanoUsd ?? 0)
    expect(highNanoUsd).toBeGreaterThan(likelyNanoUsd ?? 0)

    const { runIds } = await launchRuns(team.member, request({ modulePaths: ['a.py', 'b.py', 'pkg/c.py'] }))
    const { runIds: more } = await launchRuns(team.member, request())
    for (const [index, id] of [...runIds, ...more].entries()) {
      expect((await estimateLaunch(team.viewer, request())).basedOnRuns).toBe(0)
      await endPaidRun(id, (index + 1) * 1_000_000)
    }
    const { runIds: unpaid } = await launchRuns(team.member, request({ modulePaths: ['a.py'] }))
    const free = { status: 'done', modelCalls: 1, costNanoUsd: 0, durationMs: 8000 }
    await db().run.updateMany({ where: { id: { in: unpaid } }, data: free })
    const options = LaunchOptions.parse({ startTier: 'premium' })
    const elsewhere = await estimateLaunch(team.viewer, request({ options }))
    expect(elsewhere.basedOnRuns, 'runs that asked another model first say nothing').toBe(0)
    const learned = await estimateLaunch(team.viewer, request())
    expect(learned).toMatchObject({
      basedOnRuns: 5,
      lowNanoUsd: 4_000_000,
      likelyNanoUsd: 6_000_000,
      highNanoUsd: 9_200_000,
      likelySeconds: 8,
    })
  })

  test('asks the model of the tier that is pinned, and knows no time of batches', async () => {
    const pinned = { workflow: 'test-generation', stage: 'generate', tier: 'premium', note: '' } as const
    await pinStartTier(team.admin, pinned)
    const premium = LaunchOptions.parse({ startTier: 'premium' })
    const asChosen = await estimateLaunch(team.viewer, request({ options: premium }))
    expect(await estimateLaunch(team.viewer, request())).toEqual(asChosen)
    await resetStartTier(team.admin, pinned)
    expect((await estimateLaunch(team.viewer, request())).basedOnRuns).toBe(5)

    const { runIds } = await launchRuns(team.member, request({ modulePaths: ['a.py'] }))
    const parked = { status: 'done', options: { delivery: 'within-24h' }, durationMs: 3_600_000 }
    const before = await db().run.findMany({ where: { teamId: team.owner.teamId, status: 'done' } })
    for (const { id } of before) await db().run.update({ where: { id }, data: { createdAt: new Date(0) } })
    await db().run.updateMany({ where: { id: { in: runIds } }, data: parked })
    expect((await estimateLaunch(team.viewer, request())).likelySeconds).toBe(8)
    const later = LaunchOptions.parse({ delivery: 'within-24h' })
    expect((await estimateLaunch(team.viewer, request({ options: later }))).likelySeconds).toBeNull()
  })

  test('of a batch is half for first calls, and says which budget binds and which price is a guess', async () => {
    const now = await estimateLaunch(team.viewer, request())
    const delivery = LaunchOptions.parse({ delivery: 'within-24h' })
    const later = await estimateLaunch(team.viewer, request({ options: delivery }))
    expect(later.lowNanoUsd).toBe((now.lowNanoUsd ?? 0) / 2)
    expect(later.likelyNanoUsd).toBe(Math.round(((now.likelyNanoUsd ?? 0) * 0.8) / 1.3))

    const { kind } = await db().provider.findFirstOrThrow({ where: { teamId: team.owner.teamId } })
    await db().provider.updateMany({ where: { teamId: team.owner.teamId }, data: { kind: 'bedrock' } })
    const elsewhere = await estimateLaunch(team.viewer, request({ options: delivery }))
    expect(elsewhere.notices.join()).toContain('takes no batches: calls are made at once, at the full price')
    expect(elsewhere.likelyNanoUsd).toBe(now.likelyNanoUsd)
    await db().provider.updateMany({ where: { teamId: team.owner.teamId }, data: { kind } })

    const budgetNanoUsd = 400_000_000
    const month = { scope: 'project', scopeId: projectId, period: 'month', kind: 'hard' }
    const { id } = await createBudget(team.admin, { ...month, limitNanoUsd: 16_000_000 })
    const options = LaunchOptions.parse({ budgetNanoUsd })
    const { notices } = await estimateLaunch(team.viewer, request({ options }))
    expect(notices.join()).toMatch(
      /^\$0\.0010 left of the project budget for this month \(UTC\): the first call could cost \$/,
    )
    await removeBudget(team.admin, { id })
    expect((await estimateLaunch(team.viewer, request({ options }))).notices).toEqual([])

    const models = { cheap: 'claude-next-7', capable: 'x', premium: 'x' }
    await db().provider.updateMany({ data: { models } })
    expect((await estimateLaunch(team.viewer, request())).unpriced).toEqual(['claude-next-7'])
    const known = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
    await db().provider.updateMany({ data: { models: known } })
  })
})
