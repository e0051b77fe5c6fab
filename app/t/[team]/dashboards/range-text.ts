/**
 * A range in words, short: "20 Nov – 22 Nov", with times where it does not hold whole days: "22 Nov, 09:00 – 22 Nov, 12:00", and
 * with years where it is not all in this one: "1 Dec 2025 – 22 Nov 2026".
 */
export function rangeText(
  { from, until }: { from: string; until: string },
  timeZone: string,
  now = new Date(),
): string {
  const year = (at: string) => format(at, timeZone, { year: 'numeric' })
  const isThisYear = year(from) === year(now.toISOString())
  const clock = (at: string) => format(at, timeZone, { hour: '2-digit', minute: '2-digit' })
  const day = (at: string) =>
    format(at, timeZone, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) })
  if (clock(from) !== '00:00' || clock(until) !== '00:00')
    return `${day(from)}, ${clock(from)} – ${day(until)}, ${clock(until)}`
  const last = day(new Date(Date.parse(until) - 1).toISOString())
  return day(from) === last ? last : `${day(from)} – ${last}`
}

const format = (at: string, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(new Date(at))
