import { expect, test } from 'vitest'
import { likelySeconds } from './likely-seconds'

const given = {
  modules: 20,
  medianMs: 3000,
  delivery: 'now',
  workers: 1,
  places: { limit: 10, bulkLimit: 8 },
} as const

test.each([
  ['a small launch has all places', {}, 6],
  ['a large one leaves some to small ones', { modules: 40 }, 15],
  ['workers share it', { modules: 40, workers: 5 }, 3],
  ['no worker counts as the one that is about to start', { workers: 0 }, 6],
  ['a few ms are a second', { modules: 1, medianMs: 5 }, 1],
  ['a batch has no time that could be told', { delivery: 'within-24h' }, null],
  ['nor has what was never run', { medianMs: null }, null],
] as const)('%s', (_name, more, seconds) => {
  expect(likelySeconds({ ...given, ...more })).toBe(seconds)
})
