import { expect, test } from 'vitest'
import { windowUse } from './window-use'

const limits = { windowMs: 1000, requests: 2, tokens: 100 }
const arrive = (...arrivals: [atMs: number, tokens: number][]) =>
  arrivals.map(([atMs, tokens]) => ({ atMs, tokens }))

test('a rate that is kept and used is 1, of whichever limit binds', () => {
  const even = arrive([0, 1], [0, 1], [1000, 100], [2000, 1], [2000, 1], [3000, 100], [4000, 1])
  const { share, most, full, windows } = windowUse(even, limits)
  expect(most).toEqual({ requests: 1, tokens: 1 })
  expect(full, 'each binds in turn').toEqual({ requests: 101 / windows, tokens: 200 / windows })
  expect(windows).toBe(301)
  expect(share).toBeCloseTo(1)
})

test('a window across two fixed ones that holds too much is found', () => {
  const edge = arrive([900, 30], [990, 30], [1001, 30], [1010, 30], [3000, 0])
  expect(windowUse(edge, limits).most).toEqual({ requests: 2, tokens: 1.2 })
})

test('what is left unused is seen', () => {
  expect(windowUse(arrive([0, 1], [1000, 1], [2000, 1], [3000, 1]), limits).share).toBeCloseTo(0.5)
})

test('too few calls are no measurement', () => {
  expect(() => windowUse(arrive([0, 1], [999, 1]), limits)).toThrow('do not fill a window')
})
