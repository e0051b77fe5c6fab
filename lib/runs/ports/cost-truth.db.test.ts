// @module-tag promise
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recountCost } from '@/e2e/recount-cost'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { createBudget } from '@/lib/budgets/create-budget'
import { getBudgetBoard } from '@/lib/budgets/get-budget-board'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import { LaunchOptions } from '@/lib/domain/launch'
import { saveProvider } from '@/lib/llm/save-provider'
import { costOf } from '@/lib/prices/cost-of'
import { loadPrices } from '@/lib/prices/load-prices'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import type { ModelCall } from '@/lib/workflows/ports'
import { makeEnginePorts } from './make-engine-ports'

const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'] as const
const CALLS = 60

let standIn: StandIn
let team: SeededTeam
let run: RunScope
let providerId: string

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
  run = await seedEngineRun(team.owner, { slug: 'a' })
  const [cheap, capable, premium] = MODELS
  const models = { cheap, capable, premium }
  const provider = {
    name: 'Stand-in',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
  }
  providerId = (await saveProvider(team.owner, provider)).id
})
afterAll(() => standIn.close())

/** Odd numbers, so that roundings show; some prompts reach the second band of prices. */
function usageOf(number: number): Reply['usage'] {
  const pick = (salt: number, below: number) => (number * 7919 + salt * 104_729) % below
  const kinds = [
    { inputTokens: pick(1, 9973) },
    { inputTokens: pick(2, 97), cacheWrite5mTokens: pick(3, 7001) },
    { inputTokens: pick(4, 97), cacheReadTokens: 95_000 + pick(5, 40_001) },
    { inputTokens: pick(6, 97), cacheWrite1hTokens: pick(7, 5003), cacheReadTokens: pick(8, 3001) },
    { inputTokens: 1, cacheReadTokens: 1, cacheWrite5mTokens: 1, cacheWrite1hTokens: 1 },
  ]
  return { outputTokens: 1 + pick(9, 2003), ...kinds[number % kinds.length] }
}

const FAULTS: (Partial<Reply> | null)[] = [
  null,
  { fault: { kind: 'cut', afterEvents: 4 } },
  { stopReason: 'max_tokens' },
  { fault: { kind: 'error-event', afterEvents: 4, errorType: 'api_error', message: 'broken' } },
  { stopReason: 'refusal' },
  { fault: { kind: 'status', status: 400 } },
  { json: undefined, text: 'no JSON at all' },
  { fault: { kind: 'early-end', afterEvents: 3 } },
  { fault: { kind: 'malformed', afterEvents: 4 } },
]

const replyOf = (number: number): Reply => ({
  json: { words: ['one', 'two', 'three'.repeat(number)] },
  usage: usageOf(number),
  ...FAULTS[number % FAULTS.length],
})

function callOf(number: number): ModelCall {
  const model = MODELS[number % MODELS.length] ?? MODELS[0]
  return {
    attemptId: `${run.runId}-${number}`,
    stage: 'generate',
    sequence: number + 1,
    tier: 'cheap',
    tierReason: 'test',
    choice: { providerId, providerName: 'Stand-in', model },
    repairRound: number % 3,
    promptVersion: 'test-generation/generate.v1',
    promptHash: 'hash',
    system: 'You write words.',
    messages: [{ role: 'user', text: `number ${number}` }],
    outputSchema: { type: 'object', properties: {}, additionalProperties: false },
    maxTokens: 4000,
    cacheKey: null,
    cacheMissReason: null,
  }
}

const portOf = (signal: AbortSignal) =>
  makeEnginePorts({
    run,
    options: LaunchOptions.parse({}),
    signal,
    step: (_name, work) => work(),
    sleep: async () => {},
  }).model

async function sumOfAttempts(): Promise<number> {
  const { _sum } = await db().attempt.aggregate({ where: { runId: run.runId }, _sum: { costNanoUsd: true } })
  return Number(_sum.costNanoUsd)
}

it('a mixed run of everything costs what the server’s log recounts, to the nano-dollar', async () => {
  const limits = { scope: 'team', scopeId: '', period: 'once', kind: 'hard', limitNanoUsd: 100_000_000_000 }
  await createBudget(team.admin, limits)
  const model = portOf(new AbortController().signal)
  for (let number = 0; number < CALLS; number += 1) {
    // Failures in a row would open the breaker: this test is about money.
    await db().breaker.deleteMany()
    standIn.script({
      append: number > 0,
      rules: [{ match: { contains: `number ${number}` }, reply: replyOf(number), times: 1 }],
    })
    await model.call(callOf(number), async () => {})
  }
  expect(standIn.log).toHaveLength(CALLS)
  const attempts = await db().attempt.findMany({ where: { runId: run.runId }, orderBy: { sequence: 'asc' } })
  expect(new Set(attempts.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(6)
  for (const [index, entry] of standIn.log.entries()) {
    expect([index, Number(attempts[index]?.costNanoUsd)]).toEqual([index, recountCost([entry])])
  }
  expect(
    attempts.some(({ priceId }) => priceId?.includes('+100001')),
    'the second band was met',
  ).toBe(true)

  // Broken off in mid-stream, then made again under the same id: both are paid.
  const cancelling = new AbortController()
  const hanging: Reply = { ...replyOf(0), fault: { kind: 'hang', afterEvents: 4 } }
  standIn.script({
    append: true,
    rules: [
      { match: { contains: 'number 900' }, reply: hanging, times: 1 },
      { match: { contains: 'number 900' }, reply: replyOf(0) },
    ],
  })
  const brokenOff = portOf(cancelling.signal).call(callOf(900), async () => {})
  await waitFor('the stream', () => (standIn.log.at(-1)?.characters ?? 0) > 0 && standIn.log.length > CALLS)
  // What the server has sent must have come in, too: the two are compared.
  await pause(1000)
  cancelling.abort()
  await expect(brokenOff).rejects.toThrow()
  await model.call(callOf(900), async () => {})
  expect(standIn.log).toHaveLength(CALLS + 2)

  const recounted = recountCost(standIn.log)
  expect(await sumOfAttempts()).toBe(recounted)
  expect(Number((await db().run.findUniqueOrThrow({ where: { id: run.runId } })).costNanoUsd)).toBe(recounted)
  const [budget] = (await getBudgetBoard(team.viewer)).budgets
  expect(budget).toMatchObject({ spentNanoUsd: recounted, reservedNanoUsd: 0 })
}, 120_000)

it('as a batch each of these calls would cost half, rounded up once', async () => {
  const prices = await loadPrices(run.teamId)
  const whole = standIn.log.filter(({ usage, stopReason }) => usage !== null && stopReason !== null)
  expect(whole.length, 'enough to compare').toBeGreaterThan(20)
  for (const entry of whole) {
    const { costNanoUsd } = costOf(prices, entry.usage ?? noUsage, entry.model, new Date(), { isBatch: true })
    expect(costNanoUsd).toBe(recountCost([{ ...entry, batchId: 'batch' }]))
  }
})
