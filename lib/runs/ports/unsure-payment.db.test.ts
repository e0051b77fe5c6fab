import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recountCost } from '@/e2e/recount-cost'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { closeDb, db } from '@/lib/db/db'
import type { AttemptOutcome } from '@/lib/domain/words'
import { forgetEnv } from '@/lib/env'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { type DatabaseProxy, startDatabaseProxy } from '@/lib/testing/database-proxy'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedPayingTeam } from '@/lib/testing/seed/seed-paying-team'
import type { SeededTeam } from '@/lib/testing/seed/seed-team'
import { wordsCall } from '@/lib/testing/words-call'
import { makeModelPort } from './make-model-port'

const MODEL = 'claude-haiku-5-5'

let standIn: StandIn
let proxy: DatabaseProxy
let team: SeededTeam
let providerId: string
let runs = 0

beforeAll(async () => {
  proxy = await startDatabaseProxy(process.env.DATABASE_URL ?? '')
  process.env.DATABASE_URL = proxy.url
  forgetEnv()
  await closeDb()
  standIn = await startStandIn()
  const seeded = await seedPayingTeam(standIn.url, MODEL)
  team = seeded.team
  providerId = seeded.providerId
})
beforeEach(() => {
  standIn.script({ rules: [{ reply: { json: { words: ['one'] }, latencyMs: 100 } }] })
})
afterAll(() => standIn.close())

const newRun = () => seedEngineRun(team.owner, { slug: `run-${++runs}` })

const callOf = ({ runId }: RunScope) => wordsCall(runId, { providerId, model: MODEL })

const portFor = (run: RunScope, signal = new AbortController().signal) =>
  makeModelPort({ run, budgetNanoUsd: null, delivery: 'now', signal })

/** What is on record of a run's calls agrees with the provider's own log, wherever it is counted. */
async function expectBooksAgree(run: RunScope, spentBefore: bigint): Promise<void> {
  const attempts = await db().attempt.findMany({ where: { runId: run.runId } })
  const recorded = attempts.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n)
  const told = recountCost(standIn.log)
  expect(Number(recorded)).toBe(told)
  const budget = await db().budget.findFirstOrThrow()
  expect(budget.spentNanoUsd - spentBefore).toBe(recorded)
  expect(budget.reservedNanoUsd).toBe(0n)
  const row = await db().run.findUniqueOrThrow({ where: { id: run.runId } })
  expect(row).toMatchObject({ costNanoUsd: recorded, modelCalls: standIn.log.length })
  const requests = attempts.map(({ requestId }) => requestId).sort()
  expect(requests).toEqual(standIn.log.map(({ requestId }) => requestId).sort())
}

const spentNow = async () => (await db().budget.findFirstOrThrow()).spentNanoUsd

describe('a payment whose connection breaks', () => {
  const cut = { fault: { kind: 'cut', afterEvents: 4 } } as const
  it.each([
    ['before', 'ok', {}],
    ['after', 'ok', {}],
    ['before', 'cut-stream', cut],
    ['after', 'cut-stream', cut],
  ] as const)('%s the server has worked it off (%s) is made once', async (when, outcome, fault) => {
    standIn.script({ rules: [{ reply: { json: { words: ['one'] }, ...fault } }] })
    const run = await newRun()
    const spent = await spentNow()
    proxy.cutAt('INSERT INTO attempt_payload', when, 400)
    const answer = await portFor(run).call(callOf(run), async () => {})
    expect(answer).toMatchObject({ admitted: true, attempt: { outcome: outcome satisfies AttemptOutcome } })
    expect(standIn.log).toHaveLength(1)
    await expectBooksAgree(run, spent)
  })
})

describe('two workers that make one call', () => {
  it('have two calls on record when both are answered', async () => {
    const run = await newRun()
    const spent = await spentNow()
    const both = [1, 2].map(() => portFor(run).call(callOf(run), async () => {}))
    for (const answer of await Promise.all(both)) expect(answer).toMatchObject({ attempt: { outcome: 'ok' } })
    expect(standIn.log).toHaveLength(2)
    await expectBooksAgree(run, spent)
    const ids = (await db().attempt.findMany({ where: { runId: run.runId } })).map(({ id }) => id).sort()
    expect(ids).toEqual([callOf(run).attemptId, `${callOf(run).attemptId}.again-1`])
    expect(await db().attemptPayload.count({ where: { attemptId: { in: ids } } })).toBe(2)
  })
})
