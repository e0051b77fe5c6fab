import 'server-only'
import type { MetricWindow } from '@/lib/domain/metric'
import { bucketsOf } from '../rollups/buckets-of'
import { type AttemptCell, readAttempts } from '../rollups/read-attempts'
import { type PercentileCell, readPercentiles } from '../rollups/read-percentiles'
import { type RunCell, readRuns } from '../rollups/read-runs'
import { readWords, type WordsCell } from './read-words'

/** What criteria are measured by; more would only be added up. */
const OF_RUNS = [
  ...(['runs', 'failed', 'cancelled', 'modelAllowed', 'fallbacks', 'reviewed', 'acceptedUnedited'] as const),
  ...(['ratings', 'ratingSum', 'reviewTimed', 'reviewSeconds'] as const),
]
const OF_ATTEMPTS = ['attempts', 'lookups', 'hits'] as const
const OF_CAPABLE = ['calls', 'costNanoUsd'] as const

export type RunFacts = RunCell<(typeof OF_RUNS)[number]>

/** All that criteria are measured on, of some days. */
export interface Facts {
  /** by workflow and source */
  runs: RunFacts[]
  /** by workflow and reason of a miss */
  attempts: AttemptCell<(typeof OF_ATTEMPTS)[number]>[]
  /** of the capable tier, by outcome */
  capable: AttemptCell<(typeof OF_CAPABLE)[number]>[]
  words: WordsCell[]
  /** how long runs took that the model served: one value, the p95; absent: there were none */
  took: PercentileCell | undefined
}

/** The same of a window, of each of its days, oldest first, and of the window before. */
export interface FactsOfSpan {
  now: Facts
  days: Facts[]
  before: Facts
}

const MAIN_QUANTILE = 0.95

/** Reads them from the sums of a team's days; `before` must end where `window` begins. */
export async function readFacts(
  teamId: string,
  window: MetricWindow,
  before: MetricWindow,
): Promise<FactsOfSpan> {
  const both = { ...window, from: before.from }
  const took = (of: MetricWindow, total: boolean) =>
    readPercentiles(teamId, {
      ...{
        window: of,
        filters: {},
        thing: 'run-duration',
        by: ['source'],
        quantiles: [MAIN_QUANTILE],
        total,
      },
    }).then((cells) => cells.filter(({ keys }) => keys.source === 'model'))
  const [runs, attempts, capable, words, tookByDay, [tookNow], [tookBefore]] = await Promise.all([
    readRuns(teamId, { window: both, by: ['workflow', 'source'], figures: OF_RUNS }),
    readAttempts(teamId, { window: both, by: ['workflow', 'missReason'], figures: OF_ATTEMPTS }),
    readAttempts(teamId, {
      ...{ window: both, by: ['outcome'], filters: { tier: ['capable'] }, figures: OF_CAPABLE },
    }),
    readWords(teamId, both),
    took(window, false),
    took(window, true),
    took(before, true),
  ])
  const pick = (isMeant: (at: string) => boolean, duration: PercentileCell | undefined): Facts => {
    const meant = <Cell extends { at: string | null }>(cells: Cell[]) =>
      cells.filter(({ at }) => at !== null && isMeant(at))
    return {
      ...{ runs: meant(runs), attempts: meant(attempts), capable: meant(capable), words: meant(words) },
      took: duration,
    }
  }
  return {
    now: pick((at) => at >= window.from, tookNow),
    days: bucketsOf(window).map((day) =>
      pick(
        (at) => at === day,
        tookByDay.find(({ at }) => at === day),
      ),
    ),
    before: pick((at) => at < window.from, tookBefore),
  }
}
