import 'server-only'
import type { MetricWindow } from '@/lib/domain/metric'
import type { Overview } from '@/lib/domain/overview'
import { measured } from './charts/chart-plan'
import { bucketsOf } from './rollups/buckets-of'
import { readAttempts } from './rollups/read-attempts'
import { readPercentiles } from './rollups/read-percentiles'
import { readRuns } from './rollups/read-runs'

/** What is shown; more would only be added up. */
const OF_RUNS = ['runs', 'verified', 'unverified', 'rejected', 'fallbacks', 'modelAllowed'] as const
const OF_ATTEMPTS = ['calls', 'failedCalls', 'lookups', 'hits', 'costNanoUsd'] as const

const share = (part = 0, whole = 0) => measured(part / Math.max(1, whole), whole)

/** Figures of the last day of a window of days, and of each of them what is drawn. */
export async function sumDays(
  teamId: string,
  window: MetricWindow,
): Promise<Pick<Overview, 'today' | 'counters' | 'days'>> {
  const starts = bucketsOf(window)
  const today = { from: starts.at(-1) ?? window.from, until: window.until }
  const [runs, attempts, [took]] = await Promise.all([
    readRuns(teamId, { window, by: [], figures: OF_RUNS }),
    readAttempts(teamId, { window, by: [], figures: OF_ATTEMPTS }),
    readPercentiles(teamId, {
      ...{ window: { ...window, ...today }, thing: 'run-duration', by: [], quantiles: [0.5], total: true },
    }),
  ])
  const runsOn = (day: string) => runs.find(({ at }) => at === day)?.figures
  const attemptsOn = (day: string) => attempts.find(({ at }) => at === day)?.figures
  const verifiedOn = (day: string) => {
    const { verified = 0, unverified = 0, rejected = 0 } = runsOn(day) ?? {}
    return share(verified, verified + unverified + rejected)
  }
  const [run, attempt] = [runsOn(today.from), attemptsOn(today.from)]
  return {
    today,
    counters: {
      runs: { value: run?.runs ?? 0, n: run?.runs ?? 0 },
      verifiedShare: verifiedOn(today.from),
      fallbackShare: share(run?.fallbacks, run?.modelAllowed),
      cacheHitShare: share(attempt?.hits, attempt?.lookups),
      costNanoUsd: measured(attempt?.costNanoUsd ?? 0, attempt?.calls ?? 0),
      failedCalls: attempt?.failedCalls ?? 0,
      medianDurationMs: measured(took?.values[0] ?? 0, took?.n ?? 0),
    },
    days: starts.map((at) => ({
      at,
      runs: runsOn(at)?.runs ?? 0,
      verifiedShare: verifiedOn(at).value,
      costNanoUsd: attemptsOn(at)?.costNanoUsd ?? 0,
    })),
  }
}
