/** A range of charts: days or hours back from now like `7d`, `24h`; or `custom`. */
export const CHART_RANGE = /^(\d{1,3}d|\d{1,2}h|custom)$/

const DAY_MS = 86_400_000
/** A longer window is no chart any more, and reading it is no small thing. */
const MOST_DAYS = 1100

/** Whether a custom range can be drawn: its end lies after its beginning, and no more than three years. */
export function isDrawable(fromMs: number, untilMs: number): boolean {
  return untilMs > fromMs && untilMs - fromMs <= MOST_DAYS * DAY_MS
}
