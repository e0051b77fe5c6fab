import { expect, it } from 'vitest'
import type { MetricWindow } from '@/lib/domain/metric'
import { fillPoints } from './fill-points'

const window: MetricWindow = {
  from: '2026-10-24T22:00:00.000Z',
  until: '2026-10-26T23:00:00.000Z',
  bucket: 'day',
  timeZone: 'Europe/Berlin',
}

it('has a point for every bucket, also over the change of clocks, and null where nothing was measured', () => {
  const points = fillPoints(
    window,
    ['a', 'b'],
    [{ at: '2026-10-25T23:00:00.000Z', series: 'a', value: 0, n: 3 }],
  )
  expect(points).toEqual([
    { at: '2026-10-24T22:00:00.000Z', values: { a: null, b: null }, n: { a: 0, b: 0 } },
    { at: '2026-10-25T23:00:00.000Z', values: { a: 0, b: null }, n: { a: 3, b: 0 } },
  ])
})
