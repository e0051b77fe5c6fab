const MINUTE_MS = 60_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}

/** Instants that are asked for again and again are the beginnings of days; a calendar costs 20 µs each. */
const MOST_KNOWN = 5_000
const offsets = new Map<string, number>()

/** By how many milliseconds a time zone's clocks are ahead of UTC at this instant. Throws RangeError for an unknown zone. */
export function zoneOffset(atMs: number, timeZone: string): number {
  const place = `${timeZone} ${atMs}`
  const known = offsets.get(place)
  if (known !== undefined) return known
  const offset = readOffset(atMs, timeZone)
  if (offsets.size >= MOST_KNOWN) offsets.clear()
  offsets.set(place, offset)
  return offset
}

function readOffset(atMs: number, timeZone: string): number {
  const name = formatOf(timeZone)
    .formatToParts(atMs)
    .find(({ type }) => type === 'timeZoneName')?.value
  const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name ?? '')
  if (match?.[1] === undefined) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -minutes : minutes) * MINUTE_MS
}

const DAY_MS = 86_400_000

/**
 * The instant at which clocks of a zone show this local time, given as if it were UTC. As Postgres does: of a time that is
 * skipped the offset before the change counts, of one that comes twice the offset after it.
 */
export function fromLocalTime(localMs: number, timeZone: string): number {
  const before = zoneOffset(localMs - DAY_MS, timeZone)
  const after = zoneOffset(localMs + DAY_MS, timeZone)
  const withAfter = localMs - after
  return zoneOffset(withAfter, timeZone) === after ? withAfter : localMs - before
}

/** The day that a zone's calendar shows at an instant: "2026-11-23". */
export function zonedDay(at: string, timeZone: string): string {
  const atMs = Date.parse(at)
  return new Date(atMs + zoneOffset(atMs, timeZone)).toISOString().slice(0, 10)
}

/** When a day ("2026-11-23") begins in a zone, ISO 8601 in UTC; `days` later. */
export function zonedDayStart(day: string, timeZone: string, days = 0): string {
  return new Date(fromLocalTime(Date.parse(day) + days * DAY_MS, timeZone)).toISOString()
}
