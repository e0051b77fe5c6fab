import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { LaunchOptions, type LaunchRequest } from '@/lib/domain/launch'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { cancelLaunch } from './cancel-launch'
import { estimateLaunch } from './estimate-launch'
import { getLaunch } from './get-launch'
import { launchRuns } from './launch-runs'

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

describe('an estimate', () => {
  test('without a model says so and costs nothing', async () => {
    const estimate = await estimateLaunch(team.viewer, request())
    expect(estimate).toMatchObject({ modules: 2, likelyNanoUsd: 0, highNanoUsd: 0, verifiedBefore: 0 })
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
      const costNanoUsd = (index + 1) * 1_000_000
      const done = { status: 'done', modelCalls: 1, costNanoUsd, durationMs: 8000 }
      await db().run.update({ where: { id }, data: done })
    }
    const { runIds: unpaid } = await launchRuns(team.member, request({ modulePaths: ['a.py'] }))
    const free = { status: 'done', modelCalls: 1, costNanoUsd: 0, durationMs: 8000 }
    await db().run.updateMany({ where: { id: { in: unpaid } }, data: free })
    await db().run.updateMany({ where: { id: more[0] }, data: { modelCalls: 0 } })
    expect((await estimateLaunch(team.viewer, request())).basedOnRuns).toBe(0)
    await db().run.updateMany({ where: { id: more[0] }, data: { modelCalls: 1 } })
    const learned = await estimateLaunch(team.viewer, request())
    expect(learned).toMatchObject({
      basedOnRuns: 5,
      lowNanoUsd: 4_000_000,
      likelyNanoUsd: 6_000_000,
      highNanoUsd: 9_200_000,
      likelySeconds: 8,
    })
  })

  test('leaves out what was done before on the same bytes', async () => {
    const { runIds } = await launchRuns(team.member, request({ modulePaths: ['a.py'] }))
    const done = { status: 'done', source: 'model', verdict: 'verified' }
    await db().run.updateMany({ where: { id: { in: runIds } }, data: done })
    expect(await estimateLaunch(team.viewer, request())).toMatchObject({
      verifiedBefore: 1,
      likelyNanoUsd: 3_000_000,
    })
    const options = LaunchOptions.parse({ useCache: false })
    expect(await estimateLaunch(team.viewer, request({ options }))).toMatchObject({ verifiedBefore: 0 })
  })
})
