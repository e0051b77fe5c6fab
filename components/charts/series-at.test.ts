import { expect, it } from 'vitest'
import { seriesAt } from './series-at'

const points = [{ at: '1', values: { a: 2, b: 3, c: null, d: -4 }, n: {} }]
const keys = ['a', 'b', 'c', 'd']

it.each([
  [1, 'a'],
  [2, 'a'],
  [4, 'b'],
  [99, 'b'],
  [-1, 'd'],
])('in a stack a height of %d belongs to %s', (height, key) => {
  expect(seriesAt({ form: 'stacked-bars', points }, keys, 0, height)).toBe(key)
})

it.each([
  [2.4, 'a'],
  [2.6, 'b'],
  [-50, 'd'],
])('of lines the nearest to %d is %s', (height, key) => {
  expect(seriesAt({ form: 'lines', points }, keys, 0, height)).toBe(key)
})

it('where nothing is shown nothing is aimed at', () => {
  expect(seriesAt({ form: 'lines', points }, ['c'], 0, 1)).toBeNull()
  expect(seriesAt({ form: 'stacked-bars', points }, [], 0, 1)).toBeNull()
  expect(seriesAt({ form: 'lines', points }, keys, 7, 1)).toBeNull()
})

it('a stack of zeros is aimed at by its first layer', () => {
  const zeros = [{ at: '1', values: { a: 0, b: 0 }, n: {} }]
  expect(seriesAt({ form: 'stacked-bars', points: zeros }, ['a', 'b'], 0, 5)).toBe('a')
})
