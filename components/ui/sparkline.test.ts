import { describe, expect, it } from 'vitest'
import { sparklinePath } from './sparkline'

describe('sparklinePath', () => {
  it('draws nothing with fewer than two figures', () => {
    expect(sparklinePath([])).toBe('')
    expect(sparklinePath([3])).toBe('')
    expect(sparklinePath([null, 3, null])).toBe('')
  })

  it('draws nothing when nothing ever happened', () => {
    expect(sparklinePath([0, 0, null, 0])).toBe('')
  })

  it('puts the lowest at the bottom and the highest at the top', () => {
    expect(sparklinePath([0, 10])).toBe('M0 24L120 2')
  })

  it('draws equal figures as a line through the middle', () => {
    expect(sparklinePath([5, 5, 5])).toBe('M0 13L60 13L120 13')
  })

  it('leaves a gap where nothing was measured', () => {
    expect(sparklinePath([0, null, 10, 0])).toBe('M0 24M80 2L120 24')
  })
})
