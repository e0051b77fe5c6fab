import { expect, it } from 'vitest'
import { isWithoutData } from './chart-content'
import { dayContent } from './day-content'

const figures = {
  title: 'Findings per day',
  answer: '3',
  unit: 'count' as const,
  noun: 'finding',
  series: [{ key: 'found', label: 'found', color: '--run' }],
  emptyText: 'Launch a review.',
}

it('counts what it shows, and ends after its last day', () => {
  const days = [
    { day: '2026-11-21', values: { found: 3 } },
    { day: '2026-11-22', values: { found: 0 } },
  ]
  const chart = dayContent({ ...figures, days })
  expect(chart.points.map(({ n }) => n.found)).toEqual([3, 0])
  expect(chart.until).toBe('2026-11-23T00:00:00.000Z')
  expect(isWithoutData(chart)).toBe(false)
})

it('stacks what adds up, and draws lines of what does not', () => {
  expect(dayContent({ ...figures, days: [] }).form).toBe('stacked-bars')
  expect(dayContent({ ...figures, form: 'lines', days: [] }).form).toBe('lines')
})

it('days of nothing but zeros are no data', () => {
  expect(isWithoutData(dayContent({ ...figures, days: [{ day: '2026-11-21', values: { found: 0 } }] }))).toBe(
    true,
  )
})
