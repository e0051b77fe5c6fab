const DAY_MS = 86_400_000

/** The last whole day (UTC) before an instant on which people work: of weekends there is little to see. */
export function lastWorkday(before: Date): { from: Date; until: Date } {
  let untilMs = Math.floor(before.getTime() / DAY_MS) * DAY_MS
  const weekday = () => new Date(untilMs - DAY_MS).getUTCDay()
  while (weekday() === 0 || weekday() === 6) untilMs -= DAY_MS
  return { from: new Date(untilMs - DAY_MS), until: new Date(untilMs) }
}
