import { describe, expect, it } from 'vitest'
import { AttemptFigures } from '@/lib/domain/metric'
import { costOf } from '@/lib/prices/cost-of'
import { PRICE_LIST } from '@/lib/prices/price-list'
import { computeSavings, type PricedCell } from './compute-savings'

const at = new Date('2026-11-20T00:00:00Z')
const CAPABLE = 'claude-sonnet-5-5'
const nothing = Object.fromEntries(AttemptFigures.keyof().options.map((name) => [name, 0]))

function cell(keys: PricedCell['keys'], figures: Partial<AttemptFigures>): PricedCell {
  return {
    keys: { outcome: 'ok', isBatch: 'false', ...keys },
    figures: AttemptFigures.parse({ ...nothing, ...figures }),
  }
}

/** What these tokens cost of a model, as attempts are charged. */
function paid(model: string, tokens: Partial<AttemptFigures>, isBatch = false): number {
  const usage = {
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    ...tokens,
  }
  return costOf(PRICE_LIST, usage, model, at, { isBatch }).costNanoUsd
}

const savedBy = (given: PricedCell) =>
  Object.fromEntries(
    computeSavings(given, PRICE_LIST, CAPABLE, at).map((one) => [one.kind, one.savedNanoUsd]),
  )

describe('what cache, tiers and batches save', () => {
  it('of a capable call, one by one and without a cache, is nothing', () => {
    const tokens = { inputTokens: 4000, outputTokens: 1000 }
    const given = cell(
      { model: CAPABLE, tier: 'capable' },
      { ...tokens, calls: 1, costNanoUsd: paid(CAPABLE, tokens) },
    )
    expect(savedBy(given)).toEqual({})
  })

  it('of a cheap call is the difference to the capable model; of one that was not used, its cost is lost', () => {
    const model = 'claude-haiku-5-5'
    const tokens = { inputTokens: 4000, outputTokens: 1000 }
    const costNanoUsd = paid(model, tokens)
    const figures = { ...tokens, calls: 1, costNanoUsd }
    expect(savedBy(cell({ model, tier: 'cheap' }, figures))).toEqual({
      tiering: paid(CAPABLE, tokens) - costNanoUsd,
    })
    expect(savedBy(cell({ model, tier: 'cheap', outcome: 'invalid-output' }, figures))).toEqual({
      tiering: -costNanoUsd,
    })
    expect(
      savedBy(
        cell(
          { model: 'claude-opus-5-5', tier: 'premium' },
          { ...tokens, calls: 1, costNanoUsd: paid('claude-opus-5-5', tokens) },
        ),
      ).tiering,
    ).toBeLessThan(0)
  })

  it('parts add up: what was paid and what was saved are the capable model’s plain price', () => {
    const model = 'claude-haiku-5-5'
    const tokens = { inputTokens: 100, cacheReadTokens: 30_000, cacheWrite5mTokens: 2000, outputTokens: 500 }
    const costNanoUsd = paid(model, tokens, true)
    const saved = savedBy(
      cell({ model, tier: 'cheap', isBatch: 'true' }, { ...tokens, calls: 1, costNanoUsd }),
    )
    expect(saved.batch).toBe(costNanoUsd)
    expect(saved['prompt-cache']).toBe(
      paid(model, { inputTokens: 32_100, outputTokens: 500 }) - 2 * costNanoUsd,
    )
    const all = Object.values(saved).reduce((sum, one) => sum + one, costNanoUsd)
    expect(all).toBe(paid(CAPABLE, { inputTokens: 32_100, outputTokens: 500 }))
  })

  it('of a prompt cache that was only written is a loss', () => {
    const tokens = { cacheWrite1hTokens: 10_000, outputTokens: 10 }
    const figures = { ...tokens, calls: 1, costNanoUsd: paid(CAPABLE, tokens) }
    expect(savedBy(cell({ model: CAPABLE, tier: 'capable' }, figures))).toEqual({
      'prompt-cache': -20_000_000,
    })
  })

  it('of a hit is what its result had cost; of a free local call, what the capable model would have cost', () => {
    expect(savedBy(cell({}, { hits: 3, hitSavedNanoUsd: 70 }))).toEqual({ cache: 70 })
    const tokens = { inputTokens: 1000, outputTokens: 100 }
    expect(savedBy(cell({ model: 'llama', tier: 'cheap' }, { ...tokens, calls: 1 }))).toEqual({
      tiering: paid(CAPABLE, tokens),
    })
  })

  it('leaves tiering out when nobody knows what the capable model cost then', () => {
    const given = cell(
      { model: 'claude-haiku-5-5', tier: 'cheap' },
      { inputTokens: 10, calls: 1, costNanoUsd: 1 },
    )
    expect(computeSavings(given, PRICE_LIST, 'unheard-of', at)).toEqual([])
  })
})
