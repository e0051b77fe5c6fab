const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** How long ago a moment was: "just now", "3 min ago", "2 h ago", "5 d ago", later the UTC date. Future: "in 3 min". */
export function formatRelativeTime(moment: Date | string, now: Date): string {
  const then = new Date(moment)
  const seconds = Math.round((now.getTime() - then.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < 10) return 'just now'
  if (distance >= 30 * DAY) return then.toISOString().slice(0, 10)
  const text =
    distance < MINUTE
      ? `${distance} s`
      : distance < HOUR
        ? `${Math.floor(distance / MINUTE)} min`
        : distance < DAY
          ? `${Math.floor(distance / HOUR)} h`
          : `${Math.floor(distance / DAY)} d`
  return seconds > 0 ? `${text} ago` : `in ${text}`
}

/** The exact moment for a tooltip: "2026-11-23 03:16:05 UTC". */
export function formatExactTime(moment: Date | string): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A day as a few characters: "23 Nov"; in UTC unless told. */
export function formatDay(moment: Date | string, timeZone = 'UTC'): string {
  return new Date(moment).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone })
}

/** The time of day where the reader is: "09:05". In the browser only: a server does not know where that is. */
export function formatClock(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
