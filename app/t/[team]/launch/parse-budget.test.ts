import { expect, it } from 'vitest'
import { parseBudget } from './parse-budget'

it('reads dollars as nano-USD, and nothing as no budget', () => {
  expect(parseBudget('0.50')).toEqual({ ok: true, nanoUsd: 500_000_000 })
  expect(parseBudget(' $2 ')).toEqual({ ok: true, nanoUsd: 2_000_000_000 })
  expect(parseBudget('0,1')).toEqual({ ok: true, nanoUsd: 100_000_000 })
  expect(parseBudget('  ')).toEqual({ ok: true, nanoUsd: null })
})

it.each(['abc', '-1', '1e3', '1.2.3', '0', '0.0000000001', '1000000'])('refuses %s', (text) => {
  expect(parseBudget(text).ok).toBe(false)
})
