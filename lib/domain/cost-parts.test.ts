import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCost } from './cost-parts'
import { AttemptOutcome, RunSource, RunStatus } from './words'

type Paid = Parameters<typeof splitCost>[0][number]

const none = { used: 0, replaced: 0, discarded: 0, pending: 0, failed: 0, unsorted: 0 }
const paid = (given: Partial<Paid>): Paid => ({
  ...{ outcome: 'ok', costNanoUsd: 1, tryNumber: 2, use: { kept: 0, of: 1 } },
  ...given,
})

describe('the parts of a run’s cost', () => {
  it('follow from what is recorded of each answer, not from the order of the calls', () => {
    const attempts = [
      paid({ costNanoUsd: 1, tryNumber: 1, use: null }),
      paid({ costNanoUsd: 10, outcome: 'max-tokens' }),
      paid({ costNanoUsd: 100, outcome: 'invalid-output' }),
      paid({ costNanoUsd: 1000, outcome: 'invalid-output', use: { kept: 2, of: 3 } }),
      paid({ costNanoUsd: 10_000, use: { kept: 1, of: 1 } }),
    ]
    const end = { source: 'model', tryNumber: 2, status: 'done' } as const
    const failed = 10
    expect(splitCost(attempts, end)).toEqual({ ...none, used: 11_000, replaced: 100, discarded: 1, failed })
    const unused = attempts.map((attempt) => ({ ...attempt, use: { kept: 0, of: 1 } }))
    expect(splitCost(unused, { ...end, source: 'template' })).toEqual({ ...none, discarded: 11_101, failed })
  })

  it('are not guessed for a run that recorded nothing', () => {
    const attempts = [paid({ use: null, outcome: 'invalid-output' }), paid({ use: null, costNanoUsd: 10 })]
    expect(splitCost(attempts, { source: 'model', tryNumber: 2, status: 'done' })).toEqual({
      ...none,
      unsorted: 11,
    })
  })

  it('throw nothing away that is still under test', () => {
    const attempts = [paid({ tryNumber: 1, use: null }), paid({ use: null, costNanoUsd: 10 })]
    expect(splitCost(attempts, { source: null, tryNumber: 2, status: 'running' })).toMatchObject({
      discarded: 1,
      pending: 10,
    })
    expect(splitCost(attempts, { source: null, tryNumber: 2, status: 'cancelled' })).toMatchObject({
      discarded: 11,
      pending: 0,
    })
  })

  it('are the whole cost, whatever was paid', () => {
    const any = fc.record({
      outcome: fc.constantFrom(...AttemptOutcome.options),
      costNanoUsd: fc.nat(1e9),
      tryNumber: fc.integer({ min: 1, max: 3 }),
      use: fc.option(fc.record({ kept: fc.nat(2), of: fc.nat(3) })),
    })
    fc.assert(
      fc.property(
        fc.array(any),
        fc.constantFrom(...RunSource.options, null),
        fc.constantFrom(...RunStatus.options),
        (attempts, source, status) => {
          const parts = splitCost(attempts, { source, tryNumber: 3, status })
          const whole = attempts.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(whole)
        },
      ),
    )
  })
})
