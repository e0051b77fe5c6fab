import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CachePace, ttlFor } from './cache-pace'

const MINUTE = 60_000

it.each([
  [0, '5m'],
  [5 * MINUTE, '5m'],
  [5 * MINUTE + 1, '1h'],
  [30 * MINUTE, '1h'],
  // One read in an hour does not win back a write that costs twice as much.
  [31 * MINUTE, null],
  [24 * 60 * MINUTE, null],
])('a prefix used every %i ms is kept for %s', (gapMs, ttl) => {
  expect(ttlFor(gapMs)).toBe(ttl)
})

it('never chooses what costs more than no caching over an hour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 90 * MINUTE }), (gapMs) => {
      const calls = 1 + Math.floor((60 * MINUTE) / gapMs)
      const ttl = ttlFor(gapMs)
      const write = ttl === '1h' ? 2 : 1.25
      const cost = ttl === null ? calls : write + (calls - 1) * 0.1
      expect(cost).toBeLessThanOrEqual(calls)
    }),
  )
})

it('learns the pace of each prefix, and a night between launches changes nothing', () => {
  const pace = new CachePace()
  const uses = (name: string, ...atMs: number[]) => {
    const ttls = atMs.map((ms) => {
      const ttl = pace.ttlAt(name, ms)
      pace.use(name, ms)
      return ttl
    })
    return ttls.at(-1)
  }
  expect(uses('busy', 0, 1000, 2000, 3000)).toBe('5m')
  expect(uses('busy', 12 * 60 * MINUTE)).toBe('5m')
  expect(uses('slow', 0, 10 * MINUTE, 20 * MINUTE)).toBe('5m')
  expect(uses('slow', 30 * MINUTE, 40 * MINUTE)).toBe('1h')
  expect(uses('rare', ...[0, 1, 2, 3, 4].map((hour) => hour * 120 * MINUTE))).toBeNull()
})
