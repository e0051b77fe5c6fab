// @module-tag promise
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTokens } from '@/e2e/stand-in/count-usage'
import { noUsage } from '@/lib/domain/attempt'
import { costOf } from './cost-of'
import { mostTokens } from './most-tokens'
import { PRICE_LIST } from './price-list'
import { worstCaseCost } from './worst-case-cost'

const at = new Date('2026-11-23T00:00:00Z')

const code = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'def',
        'return',
        'self',
        '    ',
        '\n',
        ' = ',
        '(',
        '):',
        'total_amount',
        '# sum',
        '0.5',
      ),
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
    ),
    { maxLength: 300 },
  )
  .map((pieces) => pieces.join(''))

/** Every way in which a prompt of so many tokens may be told apart by the prompt cache. */
const split = fc.constantFrom('inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens')

describe('worstCaseCost', () => {
  it('is never below what a call of that text can cost, whatever the stand-in’s usage says', () => {
    const models = fc.constantFrom('claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-new-9')
    fc.assert(
      fc.property(
        code,
        models,
        split,
        fc.nat(9000),
        fc.boolean(),
        (text, model, kind, maxTokens, isBatch) => {
          const usage = { ...noUsage, [kind]: countTokens(text), outputTokens: maxTokens }
          const real = costOf(PRICE_LIST, usage, model, at, { isBatch }).costNanoUsd
          const call = { model, promptText: text, maxTokens, isLocal: false, isBatch }
          expect(worstCaseCost(PRICE_LIST, call, at)).toBeGreaterThanOrEqual(real)
        },
      ),
    )
  })

  it('is nothing for a local model without a price, as its calls cost nothing', () => {
    const worst = (model: string, isLocal: boolean) =>
      worstCaseCost(PRICE_LIST, { model, promptText: 'x = 1', maxTokens: 100, isLocal }, at)
    expect(worst('qwen-coder', true)).toBe(0)
    expect(worst('qwen-coder', false)).toBeGreaterThan(0)
    expect(worst('claude-sonnet-5-5', true)).toBe(worst('claude-sonnet-5-5', false))
  })
})

describe('mostTokens', () => {
  const without = (text: string) => mostTokens(text) - mostTokens('')

  it('is far below one token a byte for code, as the stand-in’s four bytes a token are', () => {
    const source = `def total_amount(entries, currency):
    """Sum of all entries of one currency."""
    return sum(entry.amount for entry in entries if entry.currency == currency)\n`.repeat(40)
    expect(without(source)).toBeLessThan(Buffer.byteLength(source) * 0.6)
    expect(without(source)).toBeGreaterThan(countTokens(source))
  })

  it.each([
    ['letters of no word', 'xqzjkvwb'.repeat(50), 400],
    ['digits', '0123456789', 10],
    ['bytes beyond ASCII', '測試', 6],
    ['signs', '(){}[];', 7],
  ])('takes %s one by one', (_name, text, tokens) => expect(without(text)).toBe(tokens))
})
