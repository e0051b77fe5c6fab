/** Milliseconds as text with two units at most: "12 ms", "1.2 s", "45 s", "2 min 5 s", "1 h 3 min", "2 d 4 h". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`
  const seconds = durationMs / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return twoUnits(whole, 60, 'min', 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 'min')
  return twoUnits(Math.round(seconds / 3600), 24, 'd', 'h')
}

function twoUnits(count: number, per: number, large: string, small: string): string {
  const rest = count % per
  const head = `${Math.floor(count / per)} ${large}`
  return rest === 0 ? head : `${head} ${rest} ${small}`
}
