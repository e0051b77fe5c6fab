// @module-tag promise
import { beforeAll, describe, expect, it } from 'vitest'
import { createBudget } from '@/lib/budgets/create-budget'
import { getBudgetBoard } from '@/lib/budgets/get-budget-board'
import { db } from '@/lib/db/db'
import { noUsage } from '@/lib/domain/attempt'
import { PriceDraft } from '@/lib/domain/price'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { addPrice } from '@/lib/prices/add-price'
import { costOf } from '@/lib/prices/cost-of'
import { findUnpriced } from '@/lib/prices/find-unpriced'
import { listPrices } from '@/lib/prices/list-prices'
import { listUnpricedModels } from '@/lib/prices/list-unpriced-models'
import { loadPrices } from '@/lib/prices/load-prices'
import { removePrice } from '@/lib/prices/remove-price'
import { recordAttempt } from '@/lib/telemetry/record-attempt'
import { endSpan, startSpan } from '@/lib/telemetry/record-span'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { expectRefused } from '@/lib/testing/expect-refused'
import { paidAttempt } from '@/lib/testing/paid-attempt'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { refreshRunCost } from './execution/refresh-run-cost'
import { getRun } from './get-run'
import { listReprices } from './list-reprices'
import { previewReprice } from './preview-reprice'
import { repriceAttempts } from './reprice-attempts'

let team: SeededTeam
let strangers: SeededTeam
let run: RunScope
let theirs: RunScope

const usage = { ...noUsage, inputTokens: 1_000_000, outputTokens: 100_000 }
const today = new Date().toISOString().slice(0, 10)
const range = { from: '2026-01-01', to: today }

beforeAll(async () => {
  team = await seedTeam({ slug: 'one' })
  strangers = await seedTeam({ slug: 'two' })
  run = await seedEngineRun(team.owner, { slug: 'a' })
  theirs = await seedEngineRun(strangers.owner, { slug: 'b' })
  for (const scope of [run, theirs]) {
    await charge(scope, 'new', 'claude-new-9')
    await charge(scope, 'haiku', 'claude-haiku-5-5')
    const free = { usage, model: 'qwen-coder', costNanoUsd: 0, priceId: null }
    await recordAttempt(db(), scope, { attempt: paidAttempt({ id: `${scope.runId}-free`, ...free }) })
    await refreshRunCost(scope.runId)
  }
  await startSpan(db(), run, { id: 'span', stage: 's', kind: 'model', label: 'l' })
  await endSpan(db(), run, 'span', { status: 'ok', attemptId: `${run.runId}-new`, costNanoUsd: 5 })
})

async function charge(scope: RunScope, name: string, model: string): Promise<void> {
  const cost = costOf(await loadPrices(scope.teamId), usage, model, new Date())
  const attempt = paidAttempt({ id: `${scope.runId}-${name}`, model, usage, ...cost })
  await recordAttempt(db(), scope, { attempt })
}

const draft = (given: Partial<Record<keyof PriceDraft, unknown>> = {}): PriceDraft =>
  PriceDraft.parse({
    ...{ model: 'claude-new-9', from: '2026-01-01', minPromptTokens: 0, input: '1', output: '5' },
    ...{
      cacheRead: '0.1',
      cacheWrite5m: '1.25',
      cacheWrite1h: '2',
      batchPercent: 50,
      source: 'our contract',
    },
    ...given,
  })

const seenOf = (ctx = team.admin) => previewReprice(ctx, { ...range, models: ['claude-new-9', 'qwen-coder'] })

describe('a model without a price', () => {
  it('is charged by the dearest known one, and named with its attempts', async () => {
    const [unpriced] = await listUnpricedModels(team.viewer)
    expect(unpriced).toMatchObject({ model: 'claude-new-9', attempts: 1, hasPriceNow: false })
    // Before a call is made it can be said, too.
    const models = ['claude-new-9', 'claude-haiku-5-5']
    expect(await findUnpriced(team.viewer, models)).toEqual(['claude-new-9'])
    // Fable 5.1: $10 a million in, $50 out.
    expect(unpriced?.costNanoUsd).toBe(10_000_000_000 + 5_000_000_000)
    expect(await seenOf()).toMatchObject({ attempts: 0 })
  })
})

describe('a price of the team', () => {
  it('is read to the last of six decimals, and refused when it is none', () => {
    expect(draft({ input: '0.000001' }).input).toBe(1000)
    expect(draft({ output: '99999.999999' }).output).toBe(99_999_999_999_000)
    for (const wrong of [
      { input: '1.0000001' },
      { input: '-1' },
      { input: '' },
      { input: '100001' },
      { model: 'a b' },
    ]) {
      expect(() => draft(wrong)).toThrow()
    }
    expect(() => draft({ from: '2026-02-30' })).toThrow()
  })

  it('holds from its day on for its team alone', async () => {
    await addPrice(team.admin, draft())
    await addPrice(team.admin, draft({ from: '2199-01-01', input: '9' }))
    await expectRefused(addPrice(team.admin, draft()), 'conflict')
    await expectRefused(addPrice(team.member, draft({ from: '2026-03-01' })), 'forbidden')
    const rows = (await listPrices(team.viewer)).filter((row) => row.model === 'claude-new-9')
    expect(rows.map(({ from, state, input }) => [from.slice(0, 10), state, input])).toEqual([
      ['2199-01-01', 'later', 9_000_000_000],
      ['2026-01-01', 'in-force', 1_000_000_000],
    ])
    const unseen = [strangers.viewer, { ...team.viewer, seesCosts: false }]
    for (const ctx of unseen) expect((await listPrices(ctx)).filter((row) => row.isOwn)).toEqual([])
    expect(await listUnpricedModels(team.viewer)).toMatchObject([{ hasPriceNow: true }])
    expect(await findUnpriced(team.viewer, ['claude-new-9'])).toEqual([])
    expect(await listUnpricedModels(strangers.viewer)).toMatchObject([{ hasPriceNow: false }])
  })
})

describe('a reprice', () => {
  it('is refused when what it would do is not what was seen, and to those who may not', async () => {
    const seen = await seenOf()
    const models = ['claude-new-9']
    await expectRefused(
      repriceAttempts(team.admin, { ...range, models, seen: { ...seen, attempts: 2 } }),
      'conflict',
    )
    await expectRefused(repriceAttempts(team.member, { ...range, models, seen }), 'forbidden')
    await expectRefused(previewReprice(team.viewer, { ...range, models }), 'forbidden')
    expect(await seenOf(strangers.admin), 'they have no such price').toMatchObject({ attempts: 0 })
  })

  it('changes attempts, spans, runs and budgets by the difference, keeps the first cost, and is written down', async () => {
    const month = { scope: 'team', scopeId: '', period: 'month', kind: 'hard', limitNanoUsd: 100_000_000_000 }
    await createBudget(team.admin, month)
    const spentBefore = (await getBudgetBoard(team.viewer)).budgets[0]?.spentNanoUsd ?? 0
    const seen = await seenOf()
    expect(seen).toMatchObject({ attempts: 1, beforeNanoUsd: 15_000_000_000, afterNanoUsd: 1_500_000_000 })
    await repriceAttempts(team.admin, { ...range, models: ['claude-new-9', 'qwen-coder'], seen })
    const [told] = (await listReprices(team.admin)).reprices
    expect(told, 'of the models that it changed').toMatchObject({ attempts: 1, models: ['claude-new-9'] })

    const id = `${run.runId}-new`
    expect(await db().attempt.findUniqueOrThrow({ where: { id } })).toMatchObject({
      costNanoUsd: 1_500_000_000n,
      firstCostNanoUsd: 15_000_000_000n,
      priceGuessed: false,
      priceId: `claude-new-9@2026-01-01~${run.teamId}`,
    })
    const { _sum } = await db().attempt.aggregate({
      where: { runId: run.runId },
      _sum: { costNanoUsd: true },
    })
    const row = await db().run.findUniqueOrThrow({ where: { id: run.runId } })
    expect(row.costNanoUsd).toBe(_sum.costNanoUsd)
    expect((await db().runSpan.findUniqueOrThrow({ where: { id: 'span' } })).costNanoUsd).toBe(1_500_000_000n)
    const [budget] = (await getBudgetBoard(team.viewer)).budgets
    expect(budget?.spentNanoUsd).toBe(spentBefore - 13_500_000_000)
    const free = await db().attempt.findUniqueOrThrow({ where: { id: `${run.runId}-free` } })
    expect(free, 'a free local model stays free').toMatchObject({ costNanoUsd: 0n, firstCostNanoUsd: null })
    expect(await listUnpricedModels(team.viewer)).toEqual([])
    expect((await listReprices(team.viewer)).reprices).toMatchObject([
      { attempts: 1, beforeNanoUsd: 15_000_000_000, afterNanoUsd: 1_500_000_000, to: today },
    ])
    await db().reprice.updateMany({ data: { createdBy: 'gone' } })
    expect((await listReprices(team.viewer)).reprices).toMatchObject([{ who: FORMER_MEMBER }])
    const theirAttempt = await db().attempt.findUniqueOrThrow({ where: { id: `${theirs.runId}-new` } })
    expect(theirAttempt.costNanoUsd).toBe(15_000_000_000n)
  })

  it('a second time changes nothing; a new price charges a local model too, and the first cost stays the first', async () => {
    expect(await seenOf()).toMatchObject({ attempts: 0 })
    await addPrice(team.admin, draft({ from: '2026-02-01', input: '2', output: '10' }))
    await addPrice(team.admin, draft({ model: 'qwen-coder', input: '0.000001', output: '0' }))
    const seen = await seenOf()
    expect(seen.byModel).toMatchObject([
      { model: 'claude-new-9', beforeNanoUsd: 1_500_000_000, afterNanoUsd: 3_000_000_000 },
      { model: 'qwen-coder', beforeNanoUsd: 0, afterNanoUsd: 1000 },
    ])
    await repriceAttempts(team.admin, { ...range, models: ['claude-new-9', 'qwen-coder'], seen })
    const again = await db().attempt.findUniqueOrThrow({ where: { id: `${run.runId}-new` } })
    expect(again.firstCostNanoUsd).toBe(15_000_000_000n)
    const { charges } = await getRun(team.viewer, run.runId)
    const charge = charges.find(({ attemptId }) => attemptId === `${run.runId}-new`)
    expect(charge?.earlier, 'row and amount before each reprice, oldest first').toMatchObject([
      { priceGuessed: true, costNanoUsd: 15_000_000_000, priceId: 'claude-fable-5@2026-06-09' },
      { priceGuessed: false, costNanoUsd: 1_500_000_000, priceId: `claude-new-9@2026-01-01~${run.teamId}` },
    ])
    const free = charges.find(({ attemptId }) => attemptId === `${run.runId}-free`)
    expect(free).toMatchObject({ earlier: [{ priceId: null, costNanoUsd: 0 }], costNanoUsd: 1000 })
  })
})

describe('removing a price', () => {
  it('is possible until an attempt was charged by it, and for the own team alone', async () => {
    const later = `claude-new-9@2199-01-01~${run.teamId}`
    await expectRefused(removePrice(strangers.admin, { id: later }), 'not-found')
    await expectRefused(removePrice(team.admin, { id: `claude-new-9@2026-02-01~${run.teamId}` }), 'conflict')
    const replaced = { id: `claude-new-9@2026-01-01~${run.teamId}` }
    await expectRefused(removePrice(team.admin, replaced), 'conflict')
    const [listed] = (await listPrices(team.viewer)).filter((row) => !row.isOwn)
    await expectRefused(removePrice(team.admin, { id: listed?.id ?? '' }), 'not-found')
    await removePrice(team.admin, { id: later })
    expect((await listPrices(team.viewer)).filter((row) => row.state === 'later')).toEqual([])
  })
})
