import { describe, expect, it } from 'vitest'
import {
  axisLabel,
  momentLabel,
  pointLabel,
  pointWindow,
  rangeLabel,
  shareOfTime,
  stretchWindow,
} from './chart-times'

const point = (at: string) => ({ at, values: {}, n: {} })

/** Berlin's clock goes back on 25 October: that day has 25 hours. */
const days = {
  form: 'lines',
  bucket: 'day',
  timeZone: 'Europe/Berlin',
  points: ['2026-10-23T22:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'].map(point),
  until: '2026-10-26T23:00:00Z',
} as const
const hours = {
  form: 'stacked-bars',
  bucket: 'hour',
  timeZone: 'Asia/Kolkata',
  points: ['2026-11-22T17:30:00Z', '2026-11-22T18:30:00Z'].map(point),
  until: '2026-11-22T19:30:00Z',
} as const
const bars = { ...days, form: 'histogram', points: ['1', '2', '3', '4', '5'].map(point) } as const

describe('labels', () => {
  it('are in the time zone of the team', () => {
    expect([0, 1, 2].map((index) => axisLabel(days, index))).toEqual(['24 Oct', '25 Oct', '26 Oct'])
    expect(pointLabel(days, 1)).toBe('Sun 25 Oct 2026')
    expect([0, 1].map((index) => axisLabel(hours, index))).toEqual(['23:00', '23 Nov'])
    expect(pointLabel(hours, 0)).toBe('Sun 22 Nov, 23:00–00:00')
  })

  it('of a moment are by the same clocks as the axis', () => {
    expect(momentLabel('2026-11-23T21:34:05Z', 'Asia/Tokyo')).toBe('24 Nov, 06:34')
  })

  it('of all that is shown have years, and times where it is hours', () => {
    expect(rangeLabel(days)).toBe('Sat 24 Oct 2026 – Mon 26 Oct 2026, Europe/Berlin')
    expect(rangeLabel(hours)).toBe('22 Nov 2026, 23:00 – 23 Nov 2026, 01:00, Asia/Kolkata')
    expect(rangeLabel(bars)).toBe('Europe/Berlin')
  })

  it('of a histogram are the names of its bars', () => {
    expect(axisLabel(bars, 2)).toBe('3')
    expect(pointLabel(bars, 2)).toBe('3')
  })
})

describe('windows', () => {
  it('of a point end where the next begins', () => {
    expect(pointWindow(days, 1)).toEqual({ from: '2026-10-24T22:00:00Z', until: '2026-10-25T23:00:00Z' })
    expect(pointWindow(days, 2)?.until).toBe(days.until)
    expect(pointWindow(days, 3)).toBeNull()
    expect(pointWindow(bars, 0)).toBeNull()
  })

  it('of a stretch are the same in both directions', () => {
    const window = { from: '2026-10-23T22:00:00Z', until: '2026-10-25T23:00:00Z' }
    expect(stretchWindow(days, 0, 1)).toEqual(window)
    expect(stretchWindow(days, 1, 0)).toEqual(window)
    expect(stretchWindow(bars, 0, 1)).toBeNull()
  })
})

it('an instant lies where its bucket is drawn', () => {
  expect(shareOfTime(days, '2026-10-23T22:00:00Z')).toBe(0)
  expect(shareOfTime(days, '2026-10-25T10:30:00Z')).toBeCloseTo(0.5, 10)
  expect(shareOfTime(days, '2026-10-25T23:00:00Z')).toBeCloseTo(2 / 3, 10)
  expect(shareOfTime(days, days.until)).toBeNull()
  expect(shareOfTime(days, '2026-10-23T21:59:59Z')).toBeNull()
  expect(shareOfTime(bars, '2026-10-25T10:30:00Z')).toBeNull()
})
