import 'server-only'

/** What was said before the outcome was known, and the outcome. */
export interface Forecast {
  said: number
  isRight: boolean
}

/** One bar of the reliability plot. */
export interface ReliabilityBin {
  from: number
  to: number
  n: number
  /** mean of what was said; null: n = 0 */
  said: number | null
  /** share that was right; null: n = 0 */
  right: number | null
}

const BINS = 10

/** Ten bins of equal width with their n. */
export function reliabilityBins(forecasts: Forecast[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, index) => {
    const inside = forecasts.filter(({ said }) => Math.min(BINS - 1, Math.floor(said * BINS)) === index)
    return {
      from: index / BINS,
      to: (index + 1) / BINS,
      n: inside.length,
      said: mean(inside.map(({ said }) => said)),
      right: mean(inside.map(({ isRight }) => Number(isRight))),
    }
  })
}

/** Mean squared error of the forecasts, 0 the best (Brier 1950); null: there are none. */
export function brierScore(forecasts: Forecast[]): number | null {
  return mean(forecasts.map(({ said, isRight }) => (said - Number(isRight)) ** 2))
}

/** Expected calibration error: Σ n_b / n · |said_b − right_b| over the bins (Naeini et al. 2015); null: no forecast. */
export function calibrationError(forecasts: Forecast[]): number | null {
  if (forecasts.length === 0) return null
  return reliabilityBins(forecasts).reduce(
    (sum, { n, said, right }) => sum + (n / forecasts.length) * Math.abs((said ?? 0) - (right ?? 0)),
    0,
  )
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
