import { describe, expect, it } from 'vitest'
import { answerChart, tellChange, tellDifference } from './answer-chart'

const span = { during: 'in 7 days', before: 'the 7 days before' }
const cost = { unit: 'money', says: 'spent', noun: 'call' } as const

describe('the answer of a chart', () => {
  it('is one sentence with n and what changed', () => {
    expect(
      answerChart(cost, { value: 41_200_000_000, n: 812 }, { value: 46_818_000_000, n: 900 }, span),
    ).toBe('$41.20 spent in 7 days, 12 % less than in the 7 days before, n = 812 calls')
    expect(answerChart(cost, { value: 1_000_000_000, n: 1 }, null, span)).toBe(
      '$1.00 spent in 7 days, n = 1 call',
    )
  })

  it('says that there is no data instead of 0', () => {
    expect(answerChart(cost, { value: null, n: 0 }, { value: 5, n: 1 }, span)).toBe(
      'No data in 7 days, n = 0 calls',
    )
  })

  it('compares shares in points, and nothing with nothing', () => {
    const words = span.before
    const of = (value: number | null) => ({ value, n: 1 })
    expect(tellChange('share', of(0.972), of(0.96), words)).toBe(
      ', 1.2 points more than in the 7 days before',
    )
    expect(tellChange('share', of(0.96), of(0.9601), words)).toBe(', as much as in the 7 days before')
    expect(tellChange('count', of(4), of(0), words)).toBe(', up from nothing in the 7 days before')
    expect(tellChange('rating', of(4.5), of(4.7), words)).toBe(', 0.20 less than in the 7 days before')
    expect(tellChange('money', of(3), of(null), words)).toBe('')
    expect(tellDifference('share', of(0.972), of(0.96))).toBe('+1.2 points')
    expect(tellDifference('rating', of(4.5), of(4.7))).toBe('−0.20')
    expect(tellDifference('money', of(88), of(100))).toBe('−12 %')
    expect(tellDifference('share', of(0), of(0))).toBe('unchanged')
    expect(tellDifference('money', of(3), of(0))).toBe('up from nothing')
    expect(tellDifference('money', of(null), of(3))).toBe('')
  })
})
