import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketStart } from './bucket-start'
import { bucketsOf } from './buckets-of'
import { previousWindow, windowOf } from './window-of'

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe']

test('a day of 23 or 25 hours is one bucket, and its hours are all there', () => {
  const spring = windowOf({ range: '2d' }, 'Europe/Berlin', new Date('2026-03-29T21:30:00Z'))
  expect(spring).toMatchObject({ from: '2026-03-27T23:00:00.000Z', until: '2026-03-29T22:00:00.000Z' })
  expect(bucketsOf(spring)).toHaveLength(24 + 23)
  const autumn = windowOf({ range: '1d' }, 'America/New_York', new Date('2026-11-02T04:10:00Z'))
  expect(bucketsOf(autumn)).toHaveLength(25)
  const days = windowOf({ range: '7d' }, 'America/New_York', new Date('2026-11-03T12:00:00Z'))
  expect(days.bucket).toBe('day')
  expect(bucketsOf(days)).toHaveLength(7)
})

test('clocks that change by half an hour leave no hour out and none twice', () => {
  const autumn = windowOf({ range: '1d' }, 'Australia/Lord_Howe', new Date('2026-04-05T13:10:00Z'))
  const hours = bucketsOf(autumn)
  expect(hours).toHaveLength(25)
  expect(hours.slice(-2)).toEqual(['2026-04-05T12:00:00.000Z', '2026-04-05T13:00:00.000Z'])
  expect(autumn.until).toBe('2026-04-05T13:30:00.000Z')
})

test('buckets follow one another without a gap in every zone, and each holds its own instants', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom('1d', '2d', '7d', '30d', '24h', '48h'),
      fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }),
      (zone, range, nowMs) => {
        const window = windowOf({ range }, zone, new Date(nowMs))
        const starts = bucketsOf(window).map((at) => Date.parse(at))
        const ends = [...starts.slice(1), Date.parse(window.until)]
        starts.forEach((start, index) => {
          const end = ends[index] ?? 0
          expect(end).toBeGreaterThan(start)
          for (const inside of [start, (start + end) / 2, end - 1]) {
            expect(bucketStart(inside, window.bucket, zone)).toBe(start)
          }
        })
        const before = previousWindow(window)
        expect(before.until).toBe(window.from)
        expect(bucketsOf(before)).toHaveLength(starts.length)
        expect(nowMs).toBeLessThan(Date.parse(window.until))
      },
    ),
    { numRuns: 60 },
  )
})

test('a custom range is widened to whole buckets; one without an end is refused', () => {
  const window = windowOf(
    { range: 'custom', from: '2026-05-01T10:20:00Z', until: '2026-05-02T10:00:00Z' },
    'Asia/Kolkata',
  )
  expect(window).toMatchObject({
    bucket: 'hour',
    from: '2026-05-01T09:30:00.000Z',
    until: '2026-05-02T10:30:00.000Z',
  })
  expect(() => windowOf({ range: 'custom', from: '2026-05-01T10:20:00Z' }, 'UTC')).toThrow('later end')
})
