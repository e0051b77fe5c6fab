// @module-tag promise
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noUsage, type TokenUsage } from '@/lib/domain/attempt'
import { KNOWN_LINES } from '@/lib/llm/model-facts'
import { costOf } from './cost-of'
import { findPrice } from './find-price'
import type { Price } from './price'
import { PRICE_LIST } from './price-list'

const at = new Date('2026-11-23T00:00:00Z')
const usage = (given: Partial<TokenUsage>): TokenUsage => ({ ...noUsage, ...given })

describe('costOf', () => {
  it.each([
    ['claude-sonnet-5-5', usage({ inputTokens: 1_000_000, outputTokens: 1_000_000 }), 12_000_000_000],
    [
      'claude-sonnet-5-5',
      usage({ cacheReadTokens: 1000, cacheWrite5mTokens: 10, cacheWrite1hTokens: 1 }),
      129_000,
    ],
    ['claude-opus-5-5', usage({ inputTokens: 1 }), 4000],
    ['claude-haiku-5-5', usage({ inputTokens: 100_000, outputTokens: 1 }), 10_000_500],
    ['claude-haiku-4-5-20251001', usage({ outputTokens: 1 }), 5000],
  ])('%s %j → %i nano-USD', (model, tokens, expected) => {
    expect(costOf(PRICE_LIST, tokens, model, at)).toMatchObject({
      costNanoUsd: expected,
      priceGuessed: false,
    })
  })

  it('prices the whole call in the band of its prompt, cached parts included', () => {
    const long = costOf(
      PRICE_LIST,
      usage({ inputTokens: 1, cacheReadTokens: 100_000, outputTokens: 10 }),
      'claude-haiku-5-5',
      at,
    )
    expect(long).toEqual({
      costNanoUsd: 500 + 100_000 * 50 + 10 * 2500,
      priceId: 'claude-haiku-5-5@2026-10-07+100001',
      priceGuessed: false,
    })
  })

  it('takes the dearest known price for an unknown model, and says so', () => {
    const cost = costOf(PRICE_LIST, usage({ outputTokens: 1 }), 'claude-new-9', at)
    expect(cost).toEqual({ costNanoUsd: 50_000, priceId: 'claude-fable-5@2026-06-09', priceGuessed: true })
  })

  it('uses the price of the time of the call', () => {
    const [base] = PRICE_LIST.filter((row) => row.model === 'claude-sonnet-5-5')
    if (base === undefined) throw new Error('no row')
    const next = { ...base, id: 'next', effectiveFrom: new Date('2027-01-01'), inputNanoUsdPerMTok: 1n }
    const rows = [...PRICE_LIST, next]
    expect(findPrice(rows, 'claude-sonnet-5-5', 0, at).price.id).toBe(base.id)
    expect(findPrice(rows, 'claude-sonnet-5-5', 0, new Date('2027-01-01')).price.id).toBe('next')
  })

  it('takes a team’s own price before the list’s, in the band and from the day it holds', () => {
    const [base] = PRICE_LIST.filter((row) => row.model === 'claude-sonnet-5-5')
    if (base === undefined) throw new Error('no row')
    const own = (id: string, from: string, given: Partial<Price>): Price => ({
      ...base,
      id,
      teamId: 'team1',
      effectiveFrom: new Date(from),
      ...given,
    })
    const rows = [
      ...PRICE_LIST,
      own('own', '2026-01-01', { inputNanoUsdPerMTok: 1_000_000n }),
      own('own-long', '2026-01-01', { minPromptTokens: 1000, inputNanoUsdPerMTok: 3_000_000n }),
      own('next', '2026-12-01', {}),
      own('model', '2026-01-01', { model: 'qwen-coder', minPromptTokens: 50 }),
    ]
    const found = (model: string, length: number, on = at) => findPrice(rows, model, length, on)
    expect(found('claude-sonnet-5-5', 0).price.id, 'older than the list’s, but the team’s').toBe('own')
    expect(found('claude-sonnet-5-5', 1000).price.id).toBe('own-long')
    const later = new Date('2026-12-02')
    expect(found('claude-sonnet-5-5', 5, later).price.id).toBe('next')
    expect(found('claude-sonnet-5-5', 5000, later).price.id, 'a new base leaves the longer band').toBe(
      'own-long',
    )
    expect(found('claude-sonnet-5-5', 0, new Date('2025-12-31')).guessed).toBe(true)
    expect(found('qwen-coder', 50)).toMatchObject({ price: { id: 'model' }, guessed: false })
    expect(found('qwen-coder', 49).guessed).toBe(true)
    expect(found('claude-sonnet-5-5-20261001', 0).price.id).toBe('own')
  })

  it('leaves the list’s long-context band where a team has only a base price of its own', () => {
    const [base] = PRICE_LIST.filter(({ model }) => model === 'claude-haiku-5-5')
    if (base === undefined) throw new Error('no row')
    const rows = [...PRICE_LIST, { ...base, id: 'own', teamId: 'team1' }]
    expect(findPrice(rows, 'claude-haiku-5-5', 100_000, at).price.id).toBe('own')
    expect(findPrice(rows, 'claude-haiku-5-5', 100_001, at).price.id).toBe(
      'claude-haiku-5-5@2026-10-07+100001',
    )
  })

  it.each([
    ['us.anthropic.claude-opus-4-6-v1', 'claude-opus-4-6@2026-02-05'],
    ['eu.anthropic.claude-sonnet-5-5-v1:0', 'claude-sonnet-5-5@2026-10-07'],
    ['anthropic.claude-fable-5', 'claude-fable-5@2026-06-09'],
    ['claude-haiku-4-5@20251001', 'claude-haiku-4-5@2025-10-15'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5@2025-09-29'],
    ['claude-fable-5-2', 'claude-fable-5-2@2026-11-09'],
  ])('knows %s, however a cloud or a snapshot wraps its name', (model, id) => {
    expect(findPrice(PRICE_LIST, model, 0, at)).toMatchObject({ price: { id }, guessed: false })
  })

  it('takes a price of the wrapped name itself before that of its line', () => {
    const [base] = PRICE_LIST
    if (base === undefined) throw new Error('no row')
    const own = { ...base, id: 'own', teamId: 'team1', model: 'us.anthropic.claude-opus-4-6-v1' }
    expect(findPrice([...PRICE_LIST, own], own.model, 0, at).price.id).toBe('own')
  })

  it('takes the batch factor of the price for a call of the batch API, rounded up once', () => {
    const cost = (tokens: Partial<TokenUsage>, isBatch: boolean) =>
      costOf(PRICE_LIST, usage(tokens), 'claude-haiku-5-5', at, { isBatch }).costNanoUsd
    expect(cost({ inputTokens: 1000, outputTokens: 10 }, true)).toBe(52_500)
    expect(cost({ cacheReadTokens: 1 }, true)).toBe(5)
    expect(cost({ inputTokens: 1, cacheWrite5mTokens: 1 }, true), '112.5 rounded up').toBe(113)
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (inputTokens, outputTokens) => {
        const full = cost({ inputTokens, outputTokens }, false)
        expect(cost({ inputTokens, outputTokens }, true)).toBe(Math.ceil(full / 2))
      }),
    )
  })

  it('is a whole number, rounded up and never above one nano-USD too much', () => {
    const count = fc.nat({ max: 2_000_000 })
    const anyUsage = fc.record({
      inputTokens: count,
      outputTokens: count,
      cacheReadTokens: count,
      cacheWrite5mTokens: count,
      cacheWrite1hTokens: count,
    })
    fc.assert(
      fc.property(anyUsage, fc.constantFrom(...PRICE_LIST.map((row) => row.model)), (tokens, model) => {
        const { costNanoUsd, priceId } = costOf(PRICE_LIST, tokens, model, at)
        const row = PRICE_LIST.find((candidate) => candidate.id === priceId)
        const exact =
          (tokens.inputTokens * Number(row?.inputNanoUsdPerMTok) +
            tokens.outputTokens * Number(row?.outputNanoUsdPerMTok) +
            tokens.cacheReadTokens * Number(row?.cacheReadNanoUsdPerMTok) +
            tokens.cacheWrite5mTokens * Number(row?.cacheWrite5mNanoUsdPerMTok) +
            tokens.cacheWrite1hTokens * Number(row?.cacheWrite1hNanoUsdPerMTok)) /
          1e6
        expect(Number.isSafeInteger(costNanoUsd)).toBe(true)
        expect(Math.abs(costNanoUsd - exact)).toBeLessThanOrEqual(1 + exact * 1e-12)
      }),
    )
  })
})

describe('the price list', () => {
  it('prices every line of models that the engine knows', () => {
    const unpriced = KNOWN_LINES.filter((line) => findPrice(PRICE_LIST, `claude-${line}`, 0, at).guessed)
    expect(unpriced).toEqual([])
  })

  it('has one row per model, date and band, each with its source, and prices every default model', () => {
    const places = PRICE_LIST.map(
      (row) => `${row.model} ${row.effectiveFrom.toISOString()} ${row.minPromptTokens}`,
    )
    expect(new Set(places).size).toBe(PRICE_LIST.length)
    expect(new Set(PRICE_LIST.map((row) => row.id)).size).toBe(PRICE_LIST.length)
    for (const row of PRICE_LIST) expect(row.source).toMatch(/^https:/)
    for (const model of ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5']) {
      expect(findPrice(PRICE_LIST, model, 0, at).guessed).toBe(false)
    }
  })
})
