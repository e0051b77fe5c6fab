import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { type ChartData, ChartId, type ChartQuery } from '@/lib/domain/chart'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { answerOnce } from './answer-once'
import { loadCacheAge } from './charts/cache-age'
import { loadCacheHits } from './charts/cache-hits'
import { loadCacheMisses } from './charts/cache-misses'
import { loadCacheSaved, loadCacheTimeSaved } from './charts/cache-saved'
import type { ChartLoader } from './charts/chart-plan'
import { loadCost } from './charts/cost'
import { loadCostOfFailures } from './charts/cost-of-failures'
import { loadCostPerVerified } from './charts/cost-per-verified'
import { loadCoverage } from './charts/coverage'
import { loadEdits } from './charts/edits'
import { loadExamples } from './charts/examples'
import { loadFailures } from './charts/failures'
import { loadFallbacks } from './charts/fallbacks'
import { loadFindingPrecision } from './charts/finding-precision'
import { loadFirstToken } from './charts/first-token'
import { loadLatency } from './charts/latency'
import { loadMutationScore } from './charts/mutation-score'
import { loadQueueWait } from './charts/queue-wait'
import { loadRatings } from './charts/ratings'
import { loadRetries } from './charts/retries'
import { loadSavings } from './charts/savings'
import { loadVerifiedShare } from './charts/verified-share'

const LOADERS = {
  cost: loadCost,
  'cost-per-verified': loadCostPerVerified,
  'cost-of-failures': loadCostOfFailures,
  savings: loadSavings,
  'verified-share': loadVerifiedShare,
  coverage: loadCoverage,
  'mutation-score': loadMutationScore,
  examples: loadExamples,
  'finding-precision': loadFindingPrecision,
  edits: loadEdits,
  ratings: loadRatings,
  latency: loadLatency,
  'first-token': loadFirstToken,
  'queue-wait': loadQueueWait,
  failures: loadFailures,
  fallbacks: loadFallbacks,
  retries: loadRetries,
  'cache-hits': loadCacheHits,
  'cache-saved': loadCacheSaved,
  'cache-time-saved': loadCacheTimeSaved,
  'cache-misses': loadCacheMisses,
  'cache-age': loadCacheAge,
} satisfies Record<ChartId, ChartLoader>

/**
 * Answers one question of the dashboards for a team. Throws `not-found` for a chart that does not exist, `forbidden` for
 * one of money asked by somebody who sees no costs, `invalid-input` for a range that is none.
 */
export async function getChart(ctx: TeamContext, chart: string, query: ChartQuery): Promise<ChartData> {
  assertCan(ctx, 'view')
  const id = ChartId.safeParse(chart).data
  if (id === undefined) throw new AssayError('not-found', 'There is no such chart. Reload the page.')
  const asked = JSON.stringify([id, ctx.seesCosts, query])
  return answerOnce(ctx.teamId, asked, () => LOADERS[id](ctx, query))
}
