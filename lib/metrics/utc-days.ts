import 'server-only'

const DAY_MS = 86_400_000

/** The beginning of the UTC day `daysAgo` before the one that holds `now`. */
export function startOfUtcDay(now: Date, daysAgo = 0): Date {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  return new Date(midnight - daysAgo * DAY_MS)
}

/** The last `count` UTC days up to today as `2026-11-23`, oldest first. */
export function lastUtcDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    startOfUtcDay(now, count - 1 - index)
      .toISOString()
      .slice(0, 10),
  )
}
