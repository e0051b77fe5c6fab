import { expect, it } from 'vitest'
import { exampleChart } from '@/lib/testing/example-chart'
import { chartCsv } from './chart-csv'

it('has a row for each point, plain units, n, and the period before', () => {
  const chart = exampleChart({
    series: ['p1', 'p2'].map((key) => ({ key, label: 'Shop', color: null, runs: null })),
    points: [
      { at: '2026-11-21T00:00:00Z', values: { p1: 20_400_001, p2: null }, n: { p1: 3, p2: 0 } },
      { at: '2026-11-22T00:00:00Z', values: { p1: 0, p2: -5_000_000 }, n: { p1: 1, p2: 2 } },
    ],
    previous: {
      points: [{ at: '2026-11-19T00:00:00Z', values: { p1: 1_000_000_000 }, n: { p1: 9 } }],
      total: { value: null, n: 0 },
    },
  })
  const lines = chartCsv(chart).split('\r\n')
  expect(lines[0]?.match(/"[^"]*"|[^,]+/g)).toEqual([
    'from',
    'until',
    'Shop [p1] (USD)',
    '"Shop [p1], n (calls)"',
    'Shop [p2] (USD)',
    '"Shop [p2], n (calls)"',
    '"Shop [p1], period before (USD)"',
    '"Shop [p1], period before, n (calls)"',
    '"Shop [p2], period before (USD)"',
    '"Shop [p2], period before, n (calls)"',
  ])
  expect(lines.slice(1)).toEqual([
    '2026-11-21T00:00:00Z,2026-11-22T00:00:00Z,0.020400001,3,,0,1,9,,0',
    '2026-11-22T00:00:00Z,2026-11-23T00:00:00Z,0,1,-0.005,2,,0,,0',
    '',
  ])
})

it('a histogram has the names of its bars, and a name that is a formula is none', () => {
  const chart = exampleChart({
    form: 'histogram',
    unit: 'count',
    series: [{ key: 'a', label: '=1+1', color: null, runs: null }],
    points: [{ at: '5', values: { a: 7 }, n: { a: 7 } }],
  })
  expect(chartCsv(chart)).toBe('value,\'=1+1,"\'=1+1, n (calls)"\r\n5,7,7\r\n')
})
