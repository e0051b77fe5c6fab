import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { InProcessRule, LoggedRequest, Reply } from '@/e2e/stand-in/types'
import { clearMemory } from '@/lib/cache/memory-level'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { forgetLimitStates } from '@/lib/llm/limits/limit-state'
import { saveProvider } from '@/lib/llm/save-provider'
import { PRICE_LIST } from '@/lib/prices/price-list'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spansWritten } from '@/lib/telemetry/span-writer'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { setBudget } from '@/lib/testing/set-budget'
import { generateStage } from '@/lib/workflows/generate-stage'
import type { EnginePorts } from '@/lib/workflows/ports'
import { makeEnginePorts } from './make-engine-ports'

const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
const variables = { focus: 'f', module_name: 'm', module_path: 'p', observed: 'o', python_version: '3' }
/** The words stage with the product's own prompt. */
const stage = wordsStage({ variables: (input) => ({ ...variables, source: input.source }) })
const good: Reply = { json: { words: ['one', 'two'] } }
const bad: Reply = { json: { words: ['bad1'] } }

let standIn: StandIn
let team: SeededTeam
let runs = 0

beforeAll(async () => {
  standIn = await startStandIn()
  team = await seedTeam({ slug: 'one' })
  await saveProvider(team.owner, {
    name: 'Stand-in',
    kind: 'compatible',
    baseUrl: standIn.url,
    apiKey: 'stand-in-key',
    models,
  })
})
beforeEach(async () => {
  clearMemory()
  standIn.script({})
  await db().cacheEntry.deleteMany()
  await db().budget.deleteMany()
  await db().breaker.deleteMany()
  forgetLimitStates()
})
afterAll(() => standIn.close())

interface Given {
  source?: string
  options?: Partial<LaunchOptions>
  signal?: AbortSignal
  run?: RunScope
}

function portsFor(run: RunScope, given: Given): EnginePorts {
  return makeEnginePorts({
    run,
    options: LaunchOptions.parse(given.options ?? {}),
    signal: given.signal ?? new AbortController().signal,
    step: async (_name, work) => JSON.parse(JSON.stringify((await work()) ?? null)),
    sleep: async () => {},
  })
}

/** One run of the words stage with the real ports, against what the stand-in is told to answer. */
async function execute(rules: InProcessRule[] | Reply[], given: Given = {}) {
  const asRules = rules.map((rule, index) =>
    'reply' in rule ? rule : { reply: rule, times: index === rules.length - 1 ? undefined : 1 },
  )
  standIn.script({ rules: asRules })
  runs += 1
  const run = given.run ?? (await seedEngineRun(team.owner, { slug: `run-${runs}` }))
  const input = wordsInput({
    runId: run.runId,
    source: given.source ?? `source ${runs}`,
    options: LaunchOptions.parse(given.options ?? {}),
  })
  const result = await generateStage(portsFor(run, given), stage, input)
  return { run, result }
}

/** What the server's log says the calls cost: an account of its own, from the wire's usage and the price list alone. */
function recount(log: LoggedRequest[]): number {
  const at = (model: string) => {
    const row = PRICE_LIST.find((price) => price.model === model && price.minPromptTokens === 0)
    if (row === undefined) throw new Error(`no price for ${model}`)
    return row
  }
  return log.reduce((sum, { model, usage, stopReason, characters }) => {
    if (usage === null) return sum
    const price = at(model)
    // Of an answer that broke off no output tokens are told: three characters count as one.
    const outputTokens =
      stopReason === null ? Math.max(usage.outputTokens, Math.ceil(characters / 3)) : usage.outputTokens
    const nano =
      usage.inputTokens * Number(price.inputNanoUsdPerMTok) +
      outputTokens * Number(price.outputNanoUsdPerMTok) +
      usage.cacheReadTokens * Number(price.cacheReadNanoUsdPerMTok) +
      usage.cacheWrite5mTokens * Number(price.cacheWrite5mNanoUsdPerMTok) +
      usage.cacheWrite1hTokens * Number(price.cacheWrite1hNanoUsdPerMTok)
    return sum + Math.ceil(nano / 1e6)
  }, 0)
}

async function stored(runId: string) {
  await spansWritten({ runId, tryNumber: 1 })
  const [run, attempts, spans] = await Promise.all([
    db().run.findUniqueOrThrow({ where: { id: runId } }),
    db().attempt.findMany({ where: { runId }, orderBy: { createdAt: 'asc' }, include: { payload: true } }),
    db().runSpan.findMany({ where: { runId }, orderBy: { sequence: 'asc' } }),
  ])
  return { run, attempts, spans }
}

describe('a run with a model', () => {
  it('writes attempt, payload, spans and cost as the server has them', async () => {
    const { run, result } = await execute([good])
    expect(result).toMatchObject({ source: 'model', output: { words: ['one', 'two'] } })
    const { run: row, attempts, spans } = await stored(run.runId)
    expect(attempts).toHaveLength(1)
    expect(attempts[0]).toMatchObject({
      teamId: run.teamId,
      source: 'model',
      outcome: 'ok',
      provider: 'Stand-in',
      model: 'claude-sonnet-5-5',
      promptVersion: 'test-generation/generate.v1',
      cacheMissReason: 'first-time',
      requestId: standIn.log[0]?.requestId,
      priceGuessed: false,
      payload: { answer: '{"words":["one","two"]}', prompt: { maxTokens: 16_000, secretsMasked: 0 } },
    })
    expect(attempts[0]?.costNanoUsd).toBe(BigInt(recount(standIn.log)))
    expect(row.costNanoUsd).toBe(BigInt(recount(standIn.log)))
    expect(row.modelCalls).toBe(1)
    expect(spans.map(({ kind, status, sequence }) => [kind, status, sequence])).toEqual([
      ['policy', 'ok', 1],
      ['cache', 'skipped', 2],
      ['model', 'ok', 3],
      ['check', 'ok', 4],
    ])
    expect(await db().check.count({ where: { runId: run.runId } })).toBe(1)
  })

  it('serves an identical run from memory, and from the database after a restart, without a call', async () => {
    const first = await execute([good], { source: 'same' })
    for (const restart of [false, true]) {
      if (restart) clearMemory()
      const { run, result } = await execute([], { source: 'same' })
      expect(result).toMatchObject({ source: 'cache', output: first.result.output })
      expect(standIn.log).toHaveLength(0)
      const { run: row, attempts } = await stored(run.runId)
      expect(attempts).toMatchObject([{ source: 'cache', cacheHit: true, costNanoUsd: 0n }])
      expect(row.modelCalls).toBe(0)
    }
  })

  it('masks secrets on the wire and in what is stored, and counts them', async () => {
    const secret = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`
    const { run, result } = await execute([bad, good], { source: `TOKEN = "${secret}"` })
    expect(result.secretsMasked).toBe(1)
    expect(standIn.log).toHaveLength(2)
    expect(JSON.stringify(standIn.log)).not.toContain(secret)
    expect(standIn.log[1]?.messages[0]?.text).toMatch(/TOKEN = "<secret-[0-9a-f]{8}>"/)
    expect(JSON.stringify((await stored(run.runId)).attempts.map(({ payload }) => payload))).not.toContain(
      secret,
    )
  })
})

const faults: { name: string; reply: Reply; every: string; once: 'model' | 'template' }[] = [
  {
    name: '429',
    reply: { fault: { kind: 'status', status: 429, retryAfter: 2 } },
    every: 'provider-down',
    once: 'model',
  },
  { name: '529', reply: { fault: { kind: 'status', status: 529 } }, every: 'provider-down', once: 'model' },
  { name: '500', reply: { fault: { kind: 'status', status: 500 } }, every: 'provider-down', once: 'model' },
  { name: 'drop', reply: { fault: { kind: 'drop' } }, every: 'provider-down', once: 'model' },
  {
    name: 'cut',
    reply: { ...good, fault: { kind: 'cut', afterEvents: 4 } },
    every: 'provider-down',
    once: 'model',
  },
  {
    name: 'error event',
    reply: {
      ...good,
      fault: { kind: 'error-event', afterEvents: 4, errorType: 'overloaded_error', message: 'Overloaded' },
    },
    every: 'provider-down',
    once: 'model',
  },
  {
    name: 'malformed',
    reply: { ...good, fault: { kind: 'malformed', afterEvents: 3 } },
    every: 'provider-down',
    once: 'model',
  },
  {
    name: '401',
    reply: { fault: { kind: 'status', status: 401 } },
    every: 'provider-refused',
    once: 'template',
  },
  {
    name: '404',
    reply: { fault: { kind: 'status', status: 404 } },
    every: 'provider-refused',
    once: 'model',
  },
  {
    name: '400',
    reply: { fault: { kind: 'status', status: 400 } },
    every: 'provider-refused',
    once: 'template',
  },
  { name: '413', reply: { fault: { kind: 'status', status: 413 } }, every: 'invalid-output', once: 'model' },
  {
    name: 'max_tokens',
    reply: { text: '{"wo', stopReason: 'max_tokens' },
    every: 'invalid-output',
    once: 'model',
  },
  { name: 'refusal', reply: { text: '', stopReason: 'refusal' }, every: 'invalid-output', once: 'model' },
  { name: 'empty', reply: { text: '' }, every: 'invalid-output', once: 'model' },
  { name: 'no JSON', reply: { text: 'Sure!' }, every: 'invalid-output', once: 'model' },
  { name: 'failing output', reply: bad, every: 'invalid-output', once: 'model' },
]

describe('faults, with the real SDK', () => {
  it.each(faults)('$name once → $once; always → template, $every; the account is right', async (fault) => {
    const once = await execute([fault.reply, good])
    expect(once.result.source).toBe(fault.once)
    const afterOnce = recount(standIn.log)
    expect((await stored(once.run.runId)).run.costNanoUsd).toBe(BigInt(afterOnce))

    const always = await execute([fault.reply])
    expect(always.result).toMatchObject({
      source: 'template',
      reason: fault.every,
      output: { words: ['template'] },
    })
    expect(always.result.reasonText).not.toBe('')
    const { run, attempts, spans } = await stored(always.run.runId)
    expect(run.costNanoUsd).toBe(BigInt(recount(standIn.log)))
    expect(attempts.filter(({ source }) => source === 'model')).toHaveLength(standIn.log.length)
    expect(attempts.at(-1)).toMatchObject({ source: 'template', outcome: 'ok' })
    expect(spans.filter(({ status }) => status === 'running')).toEqual([])
  })
})

describe('budgets', () => {
  it('without room no call is made; the cache still serves', async () => {
    await execute([good], { source: 'known' })
    const options = { budgetNanoUsd: 1_000_000 }
    const { run, result } = await execute([good], { options })
    expect(result).toMatchObject({ source: 'template', reason: 'budget' })
    expect(result.reasonText).toContain('launch budget: $0.0010 left of $0.0010')
    expect(standIn.log).toHaveLength(0)
    expect((await stored(run.runId)).attempts[0]).toMatchObject({
      outcome: 'budget',
      costNanoUsd: 0n,
      priceId: null,
    })
    const budget = await db().budget.findFirstOrThrow()
    const { launchId: scopeId } = run
    expect(budget).toMatchObject({ scope: 'launch', scopeId })
    expect(await db().run.findUniqueOrThrow({ where: { id: run.runId } })).toMatchObject({
      stoppedBy: budget.id,
    })
    expect((await execute([], { source: 'known', options })).result.source).toBe('cache')
  })

  it('pays what calls really cost, failed ones too, and leaves nothing reserved', async () => {
    const { teamId, userId: createdBy } = team.owner
    const scope = { scope: 'team', scopeId: teamId, period: 'day' } as const
    await setBudget(db(), { ...scope, teamId, createdBy, limitNanoUsd: 5_000_000_000 })
    await execute([bad, { ...good, fault: { kind: 'cut', afterEvents: 4 } }, good])
    expect(standIn.log).toHaveLength(3)
    const budget = await db().budget.findFirstOrThrow()
    expect(budget).toMatchObject({ reservedNanoUsd: 0n, spentNanoUsd: BigInt(recount(standIn.log)) })
    expect(await db().budgetReservation.count()).toBe(0)
  })
})

describe('calls on record', () => {
  it('are not made again', async () => {
    const { run } = await execute([good], { options: { useCache: false } })
    const again = await execute([good], { run, source: `source ${runs}`, options: { useCache: false } })
    expect(again.result).toMatchObject({ source: 'model', output: { words: ['one', 'two'] } })
    expect(standIn.log).toHaveLength(0)
    expect((await stored(run.runId)).attempts).toHaveLength(1)
  })

  it('but those that were broken off are, and both are paid', async () => {
    const controller = new AbortController()
    const hang: Reply = { ...good, fault: { kind: 'hang', afterEvents: 4 } }
    const run = await seedEngineRun(team.owner, { slug: 'broken-off' })
    const broken = expect(execute([hang], { run, signal: controller.signal })).rejects.toThrow('worker stops')
    await expect.poll(() => standIn.log[0]?.usage, { timeout: 10_000 }).toBeTruthy()
    // What the server has sent needs a moment to arrive.
    await new Promise((resolve) => setTimeout(resolve, 100))
    controller.abort(new Error('worker stops'))
    await broken
    await expect.poll(() => standIn.log[0]?.ended).toBe('client-closed')
    const first = recount(standIn.log)
    expect(first).toBeGreaterThan(0)
    expect((await stored(run.runId)).attempts).toMatchObject([
      { outcome: 'cancelled', costNanoUsd: BigInt(first) },
    ])

    const { result } = await execute([good], { run, source: `source ${runs}` })
    expect(result.source).toBe('model')
    const { attempts, run: row } = await stored(run.runId)
    expect(attempts).toMatchObject([
      {
        outcome: 'cancelled',
        costNanoUsd: BigInt(first),
        sequence: 1,
        payload: { attemptId: attempts[0]?.id },
      },
      { outcome: 'ok', costNanoUsd: BigInt(recount(standIn.log)), sequence: 2, id: result.attempts[0]?.id },
    ])
    expect(row.costNanoUsd).toBe(BigInt(first + recount(standIn.log)))
  })
})

describe('policy', () => {
  it.each([
    ['no-model', 'policy', 'data policy'],
    ['local-only', 'policy', 'local model'],
  ])('a project that is %s → template, %s', async (dataPolicy, reason, text) => {
    const run = await seedEngineRun(team.owner, { slug: dataPolicy, dataPolicy })
    const { result } = await execute([good], { run })
    expect(result).toMatchObject({ source: 'template', reason, reasonText: expect.stringContaining(text) })
    expect(standIn.log).toHaveLength(0)
  })

  it('a launch or a team that opted out, and a team without a provider, call nobody', async () => {
    const switchedOff = await execute([good], { options: { useModel: false } })
    expect(switchedOff.result).toMatchObject({
      reason: 'opted-out',
      reasonText: expect.stringContaining('launch'),
    })
    const { teamId } = team.owner
    await db().team.update({ where: { id: teamId }, data: { useModel: false } })
    expect((await execute([good])).result).toMatchObject({ reason: 'opted-out' })
    await db().team.update({ where: { id: teamId }, data: { useModel: true } })
    const stranger = await seedTeam({ slug: 'two' })
    const run = await seedEngineRun(stranger.owner, { slug: 'x' })
    expect((await execute([good], { run })).result).toMatchObject({
      source: 'template',
      reason: 'no-provider',
    })
    expect(standIn.log).toHaveLength(0)
  })
})
