// @module-tag promise
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CallTokens,
  countedTokens,
  enforceTokenLimits,
  lowestLimit,
  noteTokenLimits,
} from './token-limits'

let models = 0
function keyWith(told: Parameters<typeof noteTokenLimits>[1], ofSettings: number | null = null) {
  models += 1
  const key = { providerId: 'p', model: `m${models}` }
  noteTokenLimits(key, told)
  enforceTokenLimits(key, ofSettings)
  return key
}
const limit = fc.integer({ min: 100, max: 1_000_000 })
const total = (calls: CallTokens[], of: (call: CallTokens) => number) =>
  calls.reduce((sum, call) => sum + of(call), 0)

describe('counted tokens', () => {
  it('are the tokens themselves where one limit holds for all of them', () => {
    expect(countedTokens(keyWith({ all: null, input: null, output: null }), { input: 70, output: 30 })).toBe(
      100,
    )
    expect(countedTokens(keyWith({ all: 5000, input: null, output: null }), { input: 70, output: 30 })).toBe(
      100,
    )
  })

  it('are counted by the limit that binds: output may not use what is left of input', () => {
    const key = keyWith({ all: 50_000, input: 40_000, output: 10_000 })
    expect(countedTokens(key, { input: 100, output: 900 })).toBe(900)
    expect(countedTokens(key, { input: 4000, output: 0 })).toBe(1000)
  })

  it('keep every limit while their sum keeps the lowest, and are never more than the tokens', () => {
    const calls = fc.array(fc.record({ input: fc.nat(5000), output: fc.nat(5000) }), { maxLength: 200 })
    fc.assert(
      fc.property(limit, limit, limit, calls, (all, input, output, wanted) => {
        const key = keyWith({ all, input, output })
        const lowest = lowestLimit({ all, input, output }) ?? 0
        let held = 0
        const admitted = wanted.filter((call) => {
          const counted = countedTokens(key, call)
          expect(counted).toBeLessThanOrEqual(call.input + call.output)
          if (held + counted > lowest) return false
          held += counted
          return true
        })
        expect(total(admitted, (call) => call.input)).toBeLessThanOrEqual(input)
        expect(total(admitted, (call) => call.output)).toBeLessThanOrEqual(output)
        expect(total(admitted, (call) => call.input + call.output)).toBeLessThanOrEqual(all)
      }),
    )
  })

  it('use a binding limit to the full', () => {
    const key = keyWith({ all: null, input: 40_000, output: 10_000 })
    const held = countedTokens(key, { input: 2000, output: 1000 })
    expect(Math.floor(10_000 / held) * 1000).toBe(10_000)
  })

  it('know the limit of settings, for input and output together', () => {
    const key = keyWith({ all: 50_000, input: 40_000, output: 10_000 }, 5000)
    expect(countedTokens(key, { input: 100, output: 100 })).toBe(200)
    expect(countedTokens(key, { input: 0, output: 900 })).toBe(900)
  })
})
