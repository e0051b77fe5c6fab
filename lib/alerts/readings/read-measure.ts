import 'server-only'
import type { AlertMeasure, PercentileMeasure } from '@/lib/domain/alert-measure'
import { AttemptFigures, RunFiguresSum, type TimedThing } from '@/lib/domain/metric'
import { readAttempts } from '@/lib/metrics/rollups/read-attempts'
import { readPercentiles } from '@/lib/metrics/rollups/read-percentiles'
import { readRuns } from '@/lib/metrics/rollups/read-runs'
import type { Asked, ReadContext } from './read-context'

/** A figure and what it rests on; null: nothing to measure. */
export interface Measured {
  value: number | null
  n: number
}

type OfAttempts = (sums: AttemptFigures) => Measured
type OfRuns = (sums: RunFiguresSum) => Measured

const share = (part: number, whole: number): Measured => ({
  value: whole === 0 ? null : part / whole,
  n: whole,
})
const sum = (value: number, n: number): Measured => ({ value, n })

const ATTEMPTS = {
  'failed-call-share': (sums) => share(sums.failedCalls, sums.calls),
  'cache-hit-share': (sums) => share(sums.hits, sums.lookups),
  spend: (sums) => sum(sums.costNanoUsd, sums.calls),
  calls: (sums) => sum(sums.calls, sums.calls),
  'failed-calls': (sums) => sum(sums.failedCalls, sums.calls),
  tokens: (sums) =>
    sum(
      sums.inputTokens +
        sums.outputTokens +
        sums.cacheReadTokens +
        sums.cacheWrite5mTokens +
        sums.cacheWrite1hTokens,
      sums.calls,
    ),
  'failure-cost': (sums) => sum(sums.failedCostNanoUsd, sums.calls),
} satisfies Partial<Record<AlertMeasure, OfAttempts>>

const judged = (sums: RunFiguresSum) => sums.verified + sums.unverified + sums.rejected

const RUNS = {
  'failed-run-share': (sums) => share(sums.failed, sums.runs - sums.cancelled),
  'fallback-share': (sums) => share(sums.fallbacks, sums.modelAllowed),
  'verified-share': (sums) => share(sums.verified, judged(sums)),
  'rejected-share': (sums) => share(sums.rejected, judged(sums)),
  'within-30s-share': (sums) => share(sums.within30s, sums.timedRuns),
  'unedited-share': (sums) => share(sums.acceptedUnedited, sums.reviewed),
  'edited-share': (sums) => share(sums.edited, sums.reviewed),
  'coverage-share': (sums) => ({
    value: sums.statements === 0 ? null : sums.coveredStatements / sums.statements,
    n: sums.measuredRuns,
  }),
  runs: (sums) => sum(sums.runs, sums.runs),
  'failed-runs': (sums) => sum(sums.failed, sums.runs),
  'cost-per-verified': (sums) => share(sums.costNanoUsd, sums.verified),
  'mean-rating': (sums) => share(sums.ratingSum, sums.ratings),
} satisfies Partial<Record<AlertMeasure, OfRuns>>

const PERCENTILES = {
  'latency-p95': 'latency',
  'first-token-p95': 'first-token',
  'queue-wait-p95': 'queue-wait',
  'run-duration-p95': 'run-duration',
} satisfies Record<PercentileMeasure, TimedThing>

const holds = <Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> =>
  key in table

const zeros = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]))
const NO_ATTEMPTS = AttemptFigures.parse(zeros(AttemptFigures.keyof().options))
const NO_RUNS = RunFiguresSum.parse(zeros(RunFiguresSum.keyof().options))

/** One figure over a window, in the measure's unit. Rules that ask for the same sums share one query. */
export async function readMeasure(
  { teamId, once }: ReadContext,
  measure: AlertMeasure,
  asked: Asked,
): Promise<Measured> {
  if (holds(ATTEMPTS, measure)) {
    const cells = await once(['attempts', asked], () =>
      readAttempts(teamId, { ...asked, by: [], total: true }),
    )
    return ATTEMPTS[measure](cells[0]?.figures ?? NO_ATTEMPTS)
  }
  if (holds(PERCENTILES, measure)) {
    const thing = PERCENTILES[measure]
    const cells = await once([thing, asked], () =>
      readPercentiles(teamId, { ...asked, thing, by: [], quantiles: [0.95], total: true }),
    )
    return { value: cells[0]?.values[0] ?? null, n: cells[0]?.n ?? 0 }
  }
  const cells = await once(['runs', asked], () => readRuns(teamId, { ...asked, by: [], total: true }))
  return RUNS[measure](cells[0]?.figures ?? NO_RUNS)
}
