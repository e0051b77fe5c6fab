import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { recountCost } from '@/e2e/recount-cost'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { ModelRequest } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { saveProvider } from '@/lib/llm/save-provider'
import { cancelLaunch } from '@/lib/runs/cancel-launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import { retryRun } from '@/lib/runs/retry-run'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { startTestWorker, type TestWorker } from '@/lib/testing/start-test-worker'
import { waitFor } from '@/lib/testing/wait-for'

const WORKER = 'lib/testing/batching-worker-main.ts'
const PATIENCE_MS = 60_000
const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }

// Worker processes start, die and are missed: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 })

let ctx: TeamContext
let other: TeamContext
let standIn: StandIn
let worker: TestWorker

const answer = ({ allText }: ModelRequest) => {
  const name = /marker_\d+/.exec(allText)?.[0] ?? 'unknown'
  const code = `def test_${name}():\n    assert go() == 1\n`
  return {
    json: {
      imports: ['from m import go'],
      helpers: '',
      tests: [{ name: `test_${name}`, purpose: 'p', code }],
    },
  }
}

beforeAll(async () => {
  const team = await seedTeam({ slug: 'batches' })
  ctx = team.owner
  other = team.admin
  standIn = await startStandIn()
  const provider = {
    name: 'Stand-in',
    kind: 'anthropic',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
  }
  await saveProvider(ctx, { ...provider, kind: 'anthropic' })
  await db().budget.create({
    data: {
      teamId: ctx.teamId,
      scope: 'team',
      scopeId: ctx.teamId,
      period: 'month',
      periodStart: new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1)),
      limitNanoUsd: 1_000_000_000_000n,
      createdBy: ctx.userId,
    },
  })
  worker = await startTestWorker(WORKER)
})
afterAll(() => standIn.close())
beforeEach(() => {
  standIn.script({ rules: [{ reply: answer }] })
  standIn.desk.batches.length = 0
  Object.assign(standIn.desk, { delayMs: 0, holdMs: 0 })
})

let markers = 0
async function launch(modules: number, options: Partial<LaunchOptions> = {}) {
  const files: Record<string, string> = {}
  for (let at = 0; at < modules; at += 1) {
    files[`m${at}.py`] = `MARKER = 'marker_${markers++}'\n\ndef go():\n    return 1\n`
  }
  const { projectId } = await seedSources(ctx, { slug: `batch-${markers}`, files })
  return launchRuns(ctx, {
    projectId,
    workflow: 'test-generation',
    modulePaths: Object.keys(files),
    options: LaunchOptions.parse({ delivery: 'within-24h', startTier: 'cheap', useCache: false, ...options }),
  })
}

/** The same modules once more. */
async function relaunch({ launchId }: { launchId: string }, delivery: LaunchOptions['delivery']) {
  const { projectId } = await db().launch.findUniqueOrThrow({ where: { id: launchId } })
  const options = LaunchOptions.parse({ delivery, startTier: 'cheap' })
  const workflow = 'test-generation'
  return (await launchRuns(ctx, { projectId, workflow, modulePaths: ['m0.py'], options })).launchId
}

const openRuns = (launchId: string) =>
  db().run.count({ where: { launchId, status: { in: ['queued', 'running'] } } })
const itemsOf = (launchId: string, ...status: string[]) =>
  db().batchItem.count({ where: { launchId, ...(status.length === 0 ? {} : { status: { in: status } }) } })
const parkedFlows = async (launchId: string) => {
  const [row] = await db().$queryRaw<{ flows: number }[]>`
    SELECT count(*)::int AS flows FROM batch_item AS item
    JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = item."flowId"
    WHERE item."launchId" = ${launchId} AND flow.status = 'SUCCESS'`
  return row?.flows ?? 0
}
const allEnded = (launchId: string) =>
  waitFor('the end of all runs', async () => (await openRuns(launchId)) === 0, PATIENCE_MS)

async function expectPaidOnce(launchId: string, modules: number): Promise<void> {
  const attempts = await db().attempt.findMany({ where: { launchId, source: 'model' } })
  expect(attempts).toHaveLength(modules)
  expect(attempts.every((attempt) => attempt.isBatch && attempt.costNanoUsd > 0n)).toBe(true)
  const sum = attempts.reduce((total, { costNanoUsd }) => total + Number(costNanoUsd), 0)
  expect(sum).toBe(recountCost(standIn.log))
  const markersAsked = standIn.log.map(({ messages }) => /marker_\d+/.exec(messages[0]?.text ?? '')?.[0])
  expect(new Set(markersAsked).size).toBe(modules)
  expect(markersAsked).toHaveLength(modules)
  const runs = await db().run.findMany({ where: { launchId } })
  expect(runs.map(({ status, source, verdict }) => ({ status, source, verdict }))).toEqual(
    runs.map(() => ({ status: 'done', source: 'model', verdict: 'verified' })),
  )
  expect(runs.reduce((total, run) => total + Number(run.costNanoUsd), 0)).toBe(sum)
  expect(await db().budgetReservation.count()).toBe(0)
  expect(await db().budget.findFirstOrThrow()).toMatchObject({ reservedNanoUsd: 0n })
  expect(
    await db().runSpan.count({ where: { runId: { in: runs.map(({ id }) => id) }, endedAt: null } }),
  ).toBe(0)
}

describe('a launch that may take a day', () => {
  test('50 runs, the worker killed at three moments: one batch, each call paid once, at half the price', async () => {
    const spentBefore = (await db().budget.findFirstOrThrow()).spentNanoUsd
    Object.assign(standIn.desk, { delayMs: 60_000, holdMs: 5000 })
    const { launchId } = await launch(50)

    // While runs still hand their calls over.
    await waitFor('some calls handed over', async () => (await itemsOf(launchId)) >= 10, PATIENCE_MS)
    await worker.killHard()
    worker = await startTestWorker(WORKER)

    // The provider has the batch, and its answer to that is on its way.
    await waitFor('the batch at the provider', () => standIn.desk.batches.length > 0, PATIENCE_MS)
    await worker.killHard()
    expect(await db().modelBatch.findMany()).toMatchObject([{ status: 'collecting', providerBatchId: null }])
    expect(await itemsOf(launchId, 'submitted')).toBe(50)
    standIn.desk.holdMs = 0
    worker = await startTestWorker(WORKER)
    await waitFor(
      'the batch found again',
      () => db().modelBatch.findFirst({ where: { status: 'adopted' } }),
      PATIENCE_MS,
    )
    expect(standIn.desk.batches.map(({ requests }) => requests.length)).toEqual([50])

    // Nothing of it holds a worker: a run of another launch goes through meanwhile, and nobody takes them for lost.
    await waitFor('all flows parked', async () => (await parkedFlows(launchId)) === 50, PATIENCE_MS)
    const other = await launch(1, { delivery: 'now', useModel: false })
    await allEnded(other.launchId)
    expect(await openRuns(launchId)).toBe(50)

    // While its results are recorded.
    standIn.desk.delayMs = 0
    await waitFor(
      'some answers recorded',
      async () => (await itemsOf(launchId, 'answered')) >= 3,
      PATIENCE_MS,
    )
    await worker.killHard()
    worker = await startTestWorker(WORKER)
    await allEnded(launchId)

    await expectPaidOnce(launchId, 50)
    const spent = (await db().budget.findFirstOrThrow()).spentNanoUsd - spentBefore
    expect(Number(spent)).toBe(recountCost(standIn.log))
    expect(await db().modelBatch.findMany()).toMatchObject([{ status: 'ended', requests: 50 }])
  })

  test('what the batch does not answer is asked directly, at the full price', async () => {
    standIn.script({
      rules: [
        { times: 1, reply: { expires: true } },
        { times: 1, reply: { fault: { kind: 'status', status: 500 } } },
        { reply: answer },
      ],
    })
    const { launchId, runIds } = await launch(3)
    await allEnded(launchId)
    const ends = await db().batchItem.groupBy({ by: ['status'], where: { launchId }, _count: true })
    expect(ends.toSorted((a, b) => a.status.localeCompare(b.status))).toMatchObject([
      { status: 'answered', _count: 1 },
      { status: 'expired', _count: 1 },
      { status: 'failed', _count: 1 },
    ])
    const attempts = await db().attempt.findMany({ where: { launchId, source: 'model', outcome: 'ok' } })
    expect(attempts.map(({ isBatch }) => isBatch).toSorted()).toEqual([false, false, true])
    expect(attempts.reduce((sum, { costNanoUsd }) => sum + Number(costNanoUsd), 0)).toBe(
      recountCost(standIn.log),
    )
    expect(
      await db().run.count({ where: { id: { in: runIds }, source: 'model', verdict: 'verified' } }),
    ).toBe(3)
    expect(await db().budget.findFirstOrThrow()).toMatchObject({ reservedNanoUsd: 0n })
  })

  test('repairs go the normal way, within the hour', async () => {
    const broken = { json: { tests: 'none' } }
    standIn.script({ rules: [{ times: 1, reply: broken }, { reply: answer }] })
    const { launchId } = await launch(1)
    await allEnded(launchId)
    const attempts = await db().attempt.findMany({ where: { launchId }, orderBy: { sequence: 'asc' } })
    expect(attempts.map(({ isBatch, outcome }) => ({ isBatch, outcome }))).toEqual([
      { isBatch: true, outcome: 'schema-mismatch' },
      { isBatch: false, outcome: 'ok' },
    ])
  })

  test('a cancel gives the budget back, tells the provider, and a retry begins anew', async () => {
    standIn.desk.delayMs = 60_000
    const { launchId, runIds } = await launch(2)
    await waitFor('the batch at the provider', () => standIn.desk.batches.length > 0, PATIENCE_MS)
    await cancelLaunch(ctx, launchId)
    await waitFor('the items ended', async () => (await itemsOf(launchId, 'cancelled')) === 2, PATIENCE_MS)
    expect(await db().budget.findFirstOrThrow()).toMatchObject({ reservedNanoUsd: 0n })
    expect(await db().run.count({ where: { launchId, status: 'cancelled' } })).toBe(2)
    standIn.desk.delayMs = 0
    await retryRun(other, runIds[0] ?? '')
    await allEnded(launchId)
    // Whoever asks again pays, in the batch as well.
    const paid = await db().attempt.findMany({ where: { runId: runIds[0], source: 'model' } })
    expect(paid.map(({ userId, isBatch }) => ({ userId, isBatch }))).toEqual([
      { userId: other.userId, isBatch: true },
    ])
    expect(await db().run.findUniqueOrThrow({ where: { id: runIds[0] } })).toMatchObject({
      status: 'done',
      source: 'model',
      tryNumber: 2,
    })
  })

  test('a call that was cancelled too late is paid, and not more', async () => {
    standIn.desk.delayMs = 2500
    const { launchId } = await launch(2)
    await waitFor('the batch at the provider', () => standIn.desk.batches.length > 0, PATIENCE_MS)
    const [first] = await db().run.findMany({ where: { launchId } })
    await db().$transaction((tx) =>
      tx.run.update({ where: { id: first?.id }, data: { status: 'cancelled' } }),
    )
    await allEnded(launchId)
    await waitFor('both answered', async () => (await itemsOf(launchId, 'answered')) === 2, PATIENCE_MS)
    const runs = await db().run.findMany({ where: { launchId } })
    expect(runs.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'done'])
    expect(runs.reduce((sum, run) => sum + Number(run.costNanoUsd), 0)).toBe(recountCost(standIn.log))
  })

  test('the same module twice is paid once, and who has no time for a batch does not wait for it', async () => {
    // To the fake Python all modules are alike, so earlier tests have left the result: in the table and in the worker.
    await worker.killHard()
    await db().cacheEntry.deleteMany()
    worker = await startTestWorker(WORKER)
    standIn.desk.delayMs = 600_000
    const first = await launch(1, { useCache: true })
    await waitFor('the batch at the provider', () => standIn.desk.batches.length > 0, PATIENCE_MS)
    const again = await relaunch(first, 'within-24h')
    await waitFor('the second one parked', async () => (await itemsOf(again, 'following')) === 1, PATIENCE_MS)
    const inHaste = await relaunch(first, 'now')
    await allEnded(inHaste)
    expect(standIn.log.map(({ batchId }) => batchId)).toEqual([undefined])
    expect(await openRuns(first.launchId)).toBe(1)
    expect(await openRuns(again)).toBe(1)

    standIn.desk.delayMs = 0
    await allEnded(first.launchId)
    await allEnded(again)
    expect(standIn.log.map(({ batchId }) => batchId !== undefined)).toEqual([false, true])
    expect(await db().run.findFirstOrThrow({ where: { launchId: again } })).toMatchObject({
      status: 'done',
      source: 'cache',
      costNanoUsd: 0n,
    })
    expect(await db().cacheFlight.count()).toBe(0)
    expect(await db().budgetReservation.count()).toBe(0)
  })
})
