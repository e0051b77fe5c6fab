import { expect, test } from 'vitest'
import type { MetricWindow } from '@/lib/domain/metric'
import { splitAtDays } from './split-at-days'

const partsOf = (from: string, until: string, timeZone = 'UTC') =>
  splitAtDays({ from, until, timeZone, bucket: 'hour' } satisfies MetricWindow).map(
    (part) => `${part.bucket} ${part.from.slice(0, 16)} ${part.until.slice(0, 16)}`,
  )

test('whole days are read as days, what lies around them as it is', () => {
  expect(partsOf('2026-11-20T15:00:00.000Z', '2026-11-23T04:00:00.000Z')).toEqual([
    ...['hour 2026-11-20T15:00 2026-11-21T00:00', 'day 2026-11-21T00:00 2026-11-23T00:00'],
    'hour 2026-11-23T00:00 2026-11-23T04:00',
  ])
  expect(partsOf('2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z')).toEqual([
    'day 2026-11-20T00:00 2026-11-21T00:00',
  ])
  const short = ['2026-11-20T15:00:00.000Z', '2026-11-21T14:00:00.000Z'] as const
  expect(partsOf(...short)).toEqual(['hour 2026-11-20T15:00 2026-11-21T14:00'])
})

test('days are those of the zone, also of 25 hours', () => {
  expect(partsOf('2026-10-24T21:00:00.000Z', '2026-10-26T00:00:00.000Z', 'Europe/Berlin')).toEqual([
    ...['hour 2026-10-24T21:00 2026-10-24T22:00', 'day 2026-10-24T22:00 2026-10-25T23:00'],
    'hour 2026-10-25T23:00 2026-10-26T00:00',
  ])
})
