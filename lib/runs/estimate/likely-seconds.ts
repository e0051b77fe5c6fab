import 'server-only'
import { INTERACTIVE_RUNS } from '../slots/is-interactive'

/**
 * How long a launch takes when nothing else runs: runs go side by side, as many as the workers have places for, and large
 * launches leave some to small ones. A guess: workers elsewhere may have other limits than this process. Null: no run
 * has ended yet, or the launch waits for batches.
 */
export function likelySeconds(given: {
  modules: number
  /** of earlier runs */
  medianMs: number | null
  delivery: 'now' | 'within-24h'
  /** of those alive; none: as if the first were just starting */
  workers: number
  /** places of one worker for launches of any size, and of those for large ones */
  places: { limit: number; bulkLimit: number }
}): number | null {
  const { modules, medianMs, delivery, workers, places } = given
  if (medianMs === null || delivery === 'within-24h') return null
  const perWorker = modules <= INTERACTIVE_RUNS ? places.limit : places.bulkLimit
  const rounds = Math.ceil(modules / (perWorker * Math.max(1, workers)))
  return Math.max(1, Math.round((rounds * medianMs) / 1000))
}
