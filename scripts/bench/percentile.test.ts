import { describe, expect, test } from 'vitest'
import { percentile } from './percentile'

describe('percentile', () => {
  test('interpolates between ranks, whatever the order of the values', () => {
    expect(percentile([30, 10, 20, 40], 0.5)).toBe(25)
    expect(percentile([10, 20, 30, 40], 0)).toBe(10)
    expect(percentile([10, 20, 30, 40], 1)).toBe(40)
    expect(percentile([7], 0.95)).toBe(7)
  })
  test('of nothing there is none', () => {
    expect(() => percentile([], 0.5)).toThrow()
  })
})
