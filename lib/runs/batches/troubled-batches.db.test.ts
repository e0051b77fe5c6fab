import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { createBatch } from '@/lib/llm/batches/create-batch'
import { customIdOf } from '@/lib/llm/batches/custom-id'
import { findProviderAccess } from '@/lib/llm/load-providers'
import { saveProvider } from '@/lib/llm/save-provider'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { BATCH_LIFE_MS, USUAL_PACE } from './batch-pace'
import type { BatchRequest } from './batch-request'
import { pollBatches } from './poll-batches'
import { recoverBatches } from './recover-batches'
import { submitWaiting } from './submit-waiting'

const MODEL = 'claude-haiku-5-5'
const AT_ONCE = { ...USUAL_PACE, idleMs: 0, maxWaitMs: 0, settleMs: 0, pollMs: 0 }

let standIn: StandIn
const teams: { team: SeededTeam; providerId: string }[] = []
let runs = 0

beforeAll(async () => {
  standIn = await startStandIn()
  for (const slug of ['one', 'two']) {
    const team = await seedTeam({ slug })
    const models = { cheap: MODEL, capable: MODEL, premium: MODEL }
    const draft = { name: 'Stand-in', baseUrl: standIn.url, apiKey: 'stand-in-key', models }
    await saveProvider(team.owner, { ...draft, kind: 'anthropic' })
    const { id } = await db().provider.findFirstOrThrow({ where: { teamId: team.owner.teamId } })
    teams.push({ team, providerId: id })
  }
})
beforeEach(async () => {
  standIn.script({ rules: [{ reply: { json: { words: ['one'] } } }] })
  standIn.desk.batches.length = 0
  standIn.desk.delayMs = 60_000
  await db().batchItem.deleteMany()
  await db().modelBatch.deleteMany()
})
afterAll(() => standIn.close())

const requestOf = (attemptId: string, providerId: string): BatchRequest => ({
  prompt: {
    system: 'Say words.',
    messages: [{ role: 'user', text: 'Which?' }],
    outputSchema: { type: 'object' },
    maxTokens: 100,
    secretsMasked: 0,
  },
  call: {
    attemptId,
    stage: 'words',
    sequence: 1,
    tier: 'cheap',
    tierReason: 'a test',
    choice: { providerId, providerName: 'Stand-in', model: MODEL },
    repairRound: 0,
    promptVersion: 'words.v1',
    promptHash: 'hash',
    cacheKey: null,
    cacheMissReason: null,
  },
})

/** A running run whose call waits, or is in a batch. */
async function seedItem(given: { of?: 0 | 1; batchId?: string; request?: object } = {}) {
  const place = teams[given.of ?? 0]
  if (place === undefined) throw new Error('no team')
  const { team, providerId } = place
  const { teamId, runId, tryNumber, launchId } = await seedEngineRun(team.owner, { slug: `run-${++runs}` })
  await db().run.update({ where: { id: runId }, data: { status: 'running' } })
  const attemptId = `${runId}.1`
  await db().batchItem.create({
    data: {
      ...{ attemptId, teamId, runId, tryNumber, launchId, flowId: runId, providerId, model: MODEL },
      status: given.batchId === undefined ? 'waiting' : 'submitted',
      batchId: given.batchId,
      request: given.request ?? requestOf(attemptId, providerId),
    },
  })
  return { attemptId, runId, teamId, providerId }
}

const seedBatch = (data: {
  status: string
  submittedAt?: Date
  providerBatchId?: string
  requests?: number
}) => {
  const [place] = teams
  if (place === undefined) throw new Error('no team')
  const { team, providerId } = place
  const { teamId } = team.owner
  return db().modelBatch.create({ data: { teamId, providerId, lastPolledAt: new Date(0), ...data } })
}
const itemNow = (attemptId: string) => db().batchItem.findUniqueOrThrow({ where: { attemptId } })
const batchNow = (id: string) => db().modelBatch.findUniqueOrThrow({ where: { id } })

describe('a call that cannot be read any more', () => {
  it('keeps no other team waiting, and is made directly', async () => {
    const bad = await seedItem({ of: 0, request: { from: 'another version' } })
    const good = await seedItem({ of: 1 })
    await submitWaiting(AT_ONCE)
    expect(await itemNow(bad.attemptId)).toMatchObject({ status: 'failed' })
    expect(await itemNow(good.attemptId)).toMatchObject({ status: 'submitted' })
    const sent = standIn.desk.batches.flatMap(({ requests }) => requests.map((one) => one.custom_id))
    expect(sent).toEqual([customIdOf(good.attemptId)])
  })

  it('is left out of its batch, whose others go', async () => {
    const [bad, good] = [await seedItem({ request: {} }), await seedItem()]
    // The same project, as a batch is of one.
    const { projectId } = await db().run.findUniqueOrThrow({ where: { id: bad.runId } })
    await db().run.update({ where: { id: good.runId }, data: { projectId } })
    await submitWaiting(AT_ONCE)
    expect(standIn.desk.batches.map(({ requests }) => requests.length)).toEqual([1])
    expect(await db().modelBatch.findMany()).toMatchObject([{ status: 'submitted', requests: 1 }])
  })
})

describe('a batch that has ended and cannot be read', () => {
  async function seedUnreadable(submittedAt: Date) {
    const id = `msgbatch_${runs}`
    const results = [{ custom_id: 'any', result: { type: 'succeeded' } }]
    standIn.desk.batches.push({ id, createdAt: 0, requests: [], isCancelled: false, results })
    const batch = await seedBatch({ status: 'submitted', submittedAt, providerBatchId: id })
    return { batch, item: await seedItem({ batchId: batch.id }) }
  }
  async function lookAgain(batchId: string) {
    await db().modelBatch.update({ where: { id: batchId }, data: { lastPolledAt: new Date(0) } })
    await pollBatches({ pollMs: 0 })
  }

  it('is given up after a day, but not for one failed look', async () => {
    const { batch, item } = await seedUnreadable(new Date(Date.now() - BATCH_LIFE_MS - 60_000))
    await lookAgain(batch.id)
    expect(await itemNow(item.attemptId)).toMatchObject({ status: 'submitted' })
    for (let look = 0; look < 5; look += 1) await lookAgain(batch.id)
    expect(await itemNow(item.attemptId)).toMatchObject({ status: 'expired' })
    expect(await batchNow(batch.id)).toMatchObject({ status: 'failed' })
  })

  it('is waited for until then', async () => {
    const { batch, item } = await seedUnreadable(new Date())
    for (let look = 0; look < 6; look += 1) await lookAgain(batch.id)
    expect(await itemNow(item.attemptId)).toMatchObject({ status: 'submitted' })
  })
})

describe('a batch that was found on the provider’s list', () => {
  it('is never cancelled: it may be another application’s', async () => {
    const lost = await seedBatch({ status: 'collecting', requests: 1 })
    const item = await seedItem({ batchId: lost.id })
    const access = await findProviderAccess(item.teamId, item.providerId)
    if (access === null) throw new Error('no provider')
    const { prompt } = requestOf('theirs', item.providerId)
    await createBatch(access, [{ attemptId: 'theirs', request: { ...prompt, model: MODEL } }])
    const providerBatchId = standIn.desk.batches[0]?.id
    await recoverBatches({ settleMs: 0 })
    expect(await batchNow(lost.id)).toMatchObject({ status: 'adopted', providerBatchId })
    await db().run.update({ where: { id: item.runId }, data: { status: 'cancelled' } })
    await db().modelBatch.update({ where: { id: lost.id }, data: { lastPolledAt: new Date(0) } })
    await pollBatches({ pollMs: 0 })
    expect(standIn.desk.batches).toMatchObject([{ isCancelled: false }])
  })

  it('while one that was surely ours is', async () => {
    const item = await seedItem()
    await submitWaiting(AT_ONCE)
    await db().run.update({ where: { id: item.runId }, data: { status: 'cancelled' } })
    await db().modelBatch.updateMany({ data: { lastPolledAt: new Date(0) } })
    await pollBatches({ pollMs: 0 })
    expect(standIn.desk.batches).toMatchObject([{ isCancelled: true }])
  })
})
