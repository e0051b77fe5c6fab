/** A range of charts: days or hours back from now like `7d`, `24h`; or `custom`. */
export const CHART_RANGE = /^(\d{1,3}d|\d{1,2}h|custom)$/
