// @module-tag promise
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { tellBreaker } from '@/lib/llm/limits/breaker'
import { forgetLimitStates } from '@/lib/llm/limits/limit-state'
import type { ProviderAccess } from '@/lib/llm/provider-access'
import { saveProvider } from '@/lib/llm/save-provider'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { setBudget } from '@/lib/testing/set-budget'
import type { ModelCall } from '@/lib/workflows/ports'
import { beginAtOnce, type CallToBegin } from './begin-call'
import { type CallFacts, readFacts } from './call-facts'

const MODEL = 'claude-haiku-5-5'
const models = { cheap: MODEL, capable: MODEL, premium: MODEL }

let team: SeededTeam
let run: RunScope
let providerId: string
let calls = 0

beforeAll(async () => {
  team = await seedTeam({ slug: 'one' })
  const draft = {
    name: 'One',
    kind: 'compatible',
    baseUrl: 'http://127.0.0.1:9',
    apiKey: 'stand-in',
    models,
  } as const
  providerId = (await saveProvider(team.owner, { ...draft, limits: { requestsPerMinute: 2 } })).id
  run = await seedEngineRun(team.owner, { slug: 'run' })
})
beforeEach(async () => {
  await db().rateTake.deleteMany()
  await db().budget.deleteMany()
  await db().breaker.deleteMany()
  forgetLimitStates()
})

function newCall(): ModelCall {
  calls += 1
  return {
    attemptId: `${run.runId}.1.words.${calls}`,
    sequence: calls,
    stage: 'words',
    tier: 'cheap',
    tierReason: 'a test',
    choice: { providerId, providerName: 'One', model: MODEL },
    repairRound: 0,
    promptVersion: 'words.v1',
    promptHash: 'hash',
    cacheKey: null,
    cacheMissReason: null,
    system: 'Say words.',
    messages: [{ role: 'user', text: 'Which?' }],
    outputSchema: { type: 'object' },
    maxTokens: 100,
  }
}

function providerOf(facts: CallFacts): ProviderAccess {
  const provider = facts.provider()
  if (provider === null) throw new Error('no provider')
  return provider
}

async function begin(call = newCall(), facts?: CallFacts) {
  const known = facts ?? (await readFacts(run, call)).facts
  const given: CallToBegin = { provider: providerOf(known), call, promptText: 'Which?' }
  const scope = { run, budgetNanoUsd: null, delivery: 'now', signal: new AbortController().signal } as const
  return beginAtOnce(scope, known, given)
}

async function limit(limitNanoUsd: number): Promise<void> {
  const { teamId, userId: createdBy } = team.owner
  await setBudget(db(), { teamId, scope: 'team', scopeId: teamId, period: 'month', createdBy, limitNanoUsd })
}

/** Places in the rate, and what is reserved in budgets. */
async function taken() {
  const places = await db().rateTake.findMany()
  const reserved = await db().budget.aggregate({ _sum: { reservedNanoUsd: true } })
  return {
    admitted: places.filter((place) => place.isAdmitted).length,
    queued: places.filter((place) => !place.isAdmitted).length,
    reserved: Number(reserved._sum.reservedNanoUsd ?? 0),
    reservations: await db().budgetReservation.count(),
  }
}
const NOTHING = { admitted: 0, queued: 0, reserved: 0, reservations: 0 }

describe('a call that begins in one statement', () => {
  it('takes rate and budget, and gives both back when it is not sent', async () => {
    await limit(1_000_000_000)
    const begun = await begin()
    if (begun === null || !begun.admitted || begun.admission === null) throw new Error('not begun')
    expect(await taken()).toMatchObject({ admitted: 1, queued: 0, reservations: 1 })
    await begun.admission.release()
    expect((await taken()).admitted).toBe(0)
  })

  it('that a budget has no room for takes no place in the rate, nor keeps one in its queue', async () => {
    await limit(10)
    const begun = await begin()
    expect(begun).toMatchObject({ admitted: true, admission: null, refused: { outcome: 'budget' } })
    expect(begun).toHaveProperty('refused.errorText', expect.stringContaining('left of'))
    expect(await taken()).toEqual(NOTHING)
  })

  it('that must queue reserves nothing', async () => {
    await limit(1_000_000_000)
    await begin()
    await begin()
    const before = await taken()
    const call = newCall()
    const text = expect.stringMatching(/^rate limited to \d+ requests? a minute$/)
    expect(await begin(call)).toMatchObject({ admitted: false, cause: 'rate', text })
    expect(await taken()).toEqual({ ...before, queued: 1 })
    await limit(10)
    expect(await begin(call)).toMatchObject({ admission: null })
    expect((await taken()).queued).toBe(0)
  })

  it('of many at once never takes more than rate and budget have', async () => {
    await limit(1_000_000_000)
    const { facts } = await readFacts(run, newCall())
    const all = await Promise.all(Array.from({ length: 12 }, () => begin(newCall(), facts)))
    expect(all.filter((one) => one?.admitted === true)).toHaveLength(2)
    expect(await taken()).toMatchObject({ admitted: 2, queued: 10, reservations: 2 })
  })
})

describe('facts that have changed', () => {
  const changes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      'the provider was switched off',
      () => db().provider.updateMany({ data: { enabled: false } }),
      () => db().provider.updateMany({ data: { enabled: true } }),
    ],
    [
      'the project’s code may leave no more',
      () => db().project.updateMany({ data: { dataPolicy: 'no-model' } }),
      () => db().project.updateMany({ data: { dataPolicy: 'external' } }),
    ],
    [
      'the breaker counts a fault',
      () =>
        tellBreaker(
          { providerId, model: MODEL },
          { attemptId: 'x', isProbe: false, outcome: 'overloaded', errorText: null, retryAfterMs: null },
        ),
      () => db().breaker.deleteMany(),
    ],
    [
      'the provider tells another limit',
      () =>
        db().modelRateLimit.create({
          data: {
            providerId,
            model: MODEL,
            requestsPerMinute: 1,
            tokensPerMinute: null,
            source: 'headers',
            updatedAt: new Date(),
          },
        }),
      () => db().modelRateLimit.deleteMany(),
    ],
  ]
  it.each(changes)('%s: nothing is taken, and they are read anew', async (_what, change, undo) => {
    await limit(1_000_000_000)
    const call = newCall()
    const { facts } = await readFacts(run, call)
    await change()
    expect(await begin(call, facts)).toBeNull()
    expect(await taken()).toEqual(NOTHING)
    await undo()
    expect(await begin(call)).toMatchObject({ admitted: true })
  })

  it('are not needed where a call is on record: it is not made again', async () => {
    const call = newCall()
    const { facts } = await readFacts(run, call)
    await db().attempt.create({
      data: { ...run, id: call.attemptId, sequence: 1, stage: 'words', source: 'model', outcome: 'ok' },
    })
    expect(await begin(call, facts)).toBeNull()
    expect(await taken()).toEqual(NOTHING)
    expect((await readFacts(run, call)).isRecorded).toBe(true)
  })
})
