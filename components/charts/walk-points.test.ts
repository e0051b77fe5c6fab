import { expect, it } from 'vitest'
import { type ChartPlace, walkPoints } from './walk-points'

const series = ['a', 'b', 'c'].map((key) => ({ key, label: key, color: null, runs: null }))
const point = (at: string, values: Record<string, number | null>) => ({ at, values, n: {} })
const chart = {
  series,
  points: [point('1', { a: 1, b: 2, c: 3 }), point('2', { a: null, c: 0 }), point('3', {})],
}
const walk = (place: ChartPlace | null, ...keys: string[]) =>
  keys.reduce<ChartPlace | null>((at, key) => walkPoints(chart, at, key), place)

it('begins at the newest point, with Home at the oldest', () => {
  expect(walk(null, 'ArrowLeft')).toEqual({ index: 2, series: null })
  expect(walk(null, 'ArrowUp')).toEqual({ index: 2, series: null })
  expect(walk(null, 'Home')).toEqual({ index: 0, series: 'a' })
})

it('keeps the series where it has a value, zero included, and stops at the ends', () => {
  expect(walk({ index: 0, series: 'c' }, 'ArrowRight')).toEqual({ index: 1, series: 'c' })
  expect(walk({ index: 0, series: 'b' }, 'ArrowRight')).toEqual({ index: 1, series: 'c' })
  expect(walk({ index: 0, series: 'a' }, 'ArrowLeft', 'PageUp')).toEqual({ index: 0, series: 'a' })
  expect(walk({ index: 0, series: 'a' }, 'PageDown', 'End')).toEqual({ index: 2, series: null })
})

it('goes around the series that have a value', () => {
  expect(walk({ index: 0, series: 'a' }, 'ArrowUp')).toEqual({ index: 0, series: 'b' })
  expect(walk({ index: 0, series: 'a' }, 'ArrowDown')).toEqual({ index: 0, series: 'c' })
  expect(walk({ index: 1, series: 'c' }, 'ArrowUp')).toEqual({ index: 1, series: 'c' })
  expect(walk({ index: 2, series: null }, 'ArrowUp')).toEqual({ index: 2, series: null })
})

it('leaves other keys alone, and an empty chart', () => {
  expect(walkPoints(chart, null, 'x')).toBeNull()
  expect(walkPoints({ series, points: [] }, null, 'ArrowLeft')).toBeNull()
})
