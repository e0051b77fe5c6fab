import { expect, test } from 'vitest'
import { evenSamples } from './even-samples'

const MINUTE_MS = 60_000
const at = (clock: string) => new Date(`2026-11-18T${clock}:00Z`)
const seen = (clock: string, value: number) => ({ at: at(clock), value, line: 2, n: value })
const shown = (samples: ReturnType<typeof seen>[], until: string) =>
  evenSamples(samples, { until: at(until), stepMs: 5 * MINUTE_MS }).map((point) => [
    point.at.slice(11, 16),
    point.value,
  ])

test('points stand at equal distances, the newest of each step counts, and where nobody looked is a gap', () => {
  const samples = [seen('06:30', 1), seen('06:34', 3), seen('06:35', 4), seen('06:50', 5)]
  expect(shown(samples, '06:56')).toEqual([
    ['06:30', 3],
    ['06:35', 4],
    ['06:40', null],
    ['06:45', null],
    ['06:50', 5],
    ['06:55', null],
  ])
})

test('what was seen last may come in any order', () => {
  expect(shown([seen('06:34', 3), seen('06:31', 1)], '06:34')).toEqual([['06:30', 3]])
  expect(shown([], '06:34')).toEqual([])
})
