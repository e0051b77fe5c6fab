import { expect, it } from 'vitest'
import { nextStep } from './next-step'

it('parts that were answered at different times ask again together, and soon', () => {
  const [first = 0, ...others] = [0, 140, 7_300, 31_000].map((ms) => ms + nextStep(60_000, ms))
  for (const moment of others) expect((moment - first) % 60_000).toBeCloseTo(0, 3)
  for (let ms = 0; ms < 120_000; ms += 977) {
    expect(nextStep(60_000, ms)).toBeLessThan(61_000)
    expect(nextStep(60_000, ms)).toBeGreaterThanOrEqual(1_000)
  }
})

it('what asks more often does it along with the others, too', () => {
  const moment = nextStep(60_000, 0)
  expect((moment - nextStep(15_000, 0)) % 15_000).toBeCloseTo(0, 3)
})

it('a timer that was early by a moment waits for the next one', () => {
  const due = nextStep(60_000, 0)
  expect(nextStep(60_000, due - 1)).toBeCloseTo(60_001, 3)
})
