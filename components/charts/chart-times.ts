import type { ChartContent } from './chart-content'

type Times = Pick<ChartContent, 'points' | 'until' | 'bucket' | 'timeZone' | 'form'>

const DAY = { day: 'numeric', month: 'short' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

/** Formatters are slow to make and a chart asks for the same few again and again. */
const formatters = new Map<string, Intl.DateTimeFormat>()
function format(at: string, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${JSON.stringify(options)}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
    formatters.set(key, formatter)
  }
  return formatter.format(new Date(at))
}

/** The instants between which a point's bucket lies; null for the bars of a histogram, which are no times. */
export function pointWindow(chart: Times, index: number): { from: string; until: string } | null {
  const point = chart.points[index]
  if (point === undefined || chart.form === 'histogram') return null
  return { from: point.at, until: chart.points[index + 1]?.at ?? chart.until }
}

/** A point in a few characters for the axis: "23 Nov", "14:00"; an hour that begins a day is named by the day. */
export function axisLabel(chart: Times, index: number): string {
  const at = chart.points[index]?.at ?? ''
  if (chart.form === 'histogram') return at
  if (chart.bucket === 'day') return format(at, chart.timeZone, DAY)
  const clock = format(at, chart.timeZone, CLOCK)
  return clock === '00:00' ? format(at, chart.timeZone, DAY) : clock
}

/** A point as one says it: "Mon 23 Nov 2026", "Mon 23 Nov, 14:00–15:00". */
export function pointLabel(chart: Times, index: number): string {
  const window = pointWindow(chart, index)
  if (window === null) return chart.points[index]?.at ?? ''
  const { timeZone } = chart
  if (chart.bucket === 'day') {
    return format(window.from, timeZone, { weekday: 'short', ...DAY, year: 'numeric' }).replace(',', '')
  }
  const day = format(window.from, timeZone, { weekday: 'short', ...DAY }).replace(',', '')
  const [from, until] = [window.from, window.until].map((at) => format(at, timeZone, CLOCK))
  return `${day}, ${from}–${until}`
}

/** All that a chart shows: "Sun 25 Oct 2026 – Mon 23 Nov 2026, UTC", "22 Nov 2026, 15:00 – 23 Nov 2026, 15:00, UTC". */
export function rangeLabel(chart: Times): string {
  const first = pointWindow(chart, 0)
  if (first === null) return chart.timeZone
  const moment = (at: string) => format(at, chart.timeZone, { ...DAY, year: 'numeric', ...CLOCK })
  const ends =
    chart.bucket === 'day'
      ? [pointLabel(chart, 0), pointLabel(chart, chart.points.length - 1)]
      : [moment(first.from), moment(chart.until)]
  return `${[...new Set(ends)].join(' – ')}, ${chart.timeZone}`
}

/** A moment by the clocks of the chart: "23 Nov, 06:34". */
export function momentLabel(at: string, timeZone: string): string {
  return format(at, timeZone, { ...DAY, ...CLOCK })
}

/**
 * Where an instant lies in the drawing, 0 at its left edge and 1 at its right: buckets are equally wide there, also the
 * days of 23 or 25 hours. null: outside of the chart, or no chart of times.
 */
export function shareOfTime(chart: Times, at: string): number | null {
  const moment = Date.parse(at)
  for (let index = chart.points.length - 1; index >= 0; index -= 1) {
    const window = pointWindow(chart, index)
    if (window === null) return null
    const [from, until] = [Date.parse(window.from), Date.parse(window.until)]
    if (moment >= until) return null
    if (moment >= from) return (index + (moment - from) / (until - from)) / chart.points.length
  }
  return null
}

/** The window of a stretch of points, whichever way it was drawn. null: no times. */
export function stretchWindow(
  chart: Times,
  first: number,
  last: number,
): { from: string; until: string } | null {
  const from = pointWindow(chart, Math.min(first, last))
  const until = pointWindow(chart, Math.max(first, last))
  return from === null || until === null ? null : { from: from.from, until: until.until }
}
