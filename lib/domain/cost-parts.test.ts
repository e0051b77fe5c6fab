import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCost } from './cost-parts'
import { AttemptOutcome, RunSource, RunStatus, Tier } from './words'

type Paid = Parameters<typeof splitCost>[0][number]

const paid = (given: Partial<Paid>): Paid => ({
  ...{ source: 'model', outcome: 'ok', repairRound: 0, costNanoUsd: 1, tier: 'cheap', tryNumber: 1 },
  ...given,
})

describe('the parts of a run’s cost', () => {
  it('tell the answers used from repairs, what was given up and what brought nothing', () => {
    const attempts = [
      paid({ tryNumber: 1, costNanoUsd: 1 }),
      paid({ tryNumber: 2, costNanoUsd: 10, outcome: 'cut-stream' }),
      paid({ tryNumber: 2, costNanoUsd: 100, outcome: 'invalid-output' }),
      paid({ tryNumber: 2, costNanoUsd: 1000, tier: 'capable', outcome: 'invalid-output' }),
      paid({ tryNumber: 2, costNanoUsd: 10_000, tier: 'capable', repairRound: 1 }),
    ]
    expect(splitCost(attempts, { source: 'model', tryNumber: 2, status: 'done' })).toEqual({
      used: 1000,
      repairs: 10_000,
      discarded: 101,
      pending: 0,
      failed: 10,
    })
    expect(splitCost(attempts, { source: 'template', tryNumber: 2, status: 'done' })).toEqual({
      used: 0,
      repairs: 0,
      discarded: 11_101,
      pending: 0,
      failed: 10,
    })
  })

  it('throw nothing away that is still under test', () => {
    const attempts = [paid({ tryNumber: 1 }), paid({ tryNumber: 2, costNanoUsd: 10 })]
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
      source: fc.constantFrom(...RunSource.options),
      outcome: fc.constantFrom(...AttemptOutcome.options),
      repairRound: fc.nat(3),
      costNanoUsd: fc.nat(1e9),
      tier: fc.constantFrom(...Tier.options, null),
      tryNumber: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(
        fc.array(any),
        fc.constantFrom(...RunSource.options, null),
        fc.constantFrom(...RunStatus.options),
        (attempts, source, status) => {
          const { used, repairs, discarded, pending, failed } = splitCost(attempts, {
            source,
            tryNumber: 3,
            status,
          })
          const whole = attempts.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0)
          expect(used + repairs + discarded + pending + failed).toBe(whole)
        },
      ),
    )
  })
})
