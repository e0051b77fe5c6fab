import 'server-only'
import { findFullestBudget } from '@/lib/budgets/find-fullest-budget'
import { listBudgetWarnings } from '@/lib/budgets/list-budget-warnings'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'
import { RunQuery } from '@/lib/domain/run-query'
import { countRuns } from '@/lib/runs/list/count-runs'
import { listLatestRuns } from '@/lib/runs/list-latest-runs'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { findTimeZone } from './charts/chart-scope'
import { countUrgentFindings } from './count-urgent-findings'
import { findFiringAlerts } from './find-firing-alerts'
import { isWorkerAlive } from './is-worker-alive'
import { windowOf } from './rollups/window-of'
import { sumDays } from './sum-days'

const DAYS = '14d'
const LATEST_RUNS = 12
const ALL_RUNS = RunQuery.parse({})
const TIGHT_PERCENT = 80

/** The overview of a team at this moment. What was not measured is null, never 0; who sees no costs is told none. */
export async function getOverview(ctx: TeamContext, now = new Date()): Promise<Overview> {
  const { teamId, seesCosts } = ctx
  const timeZone = await findTimeZone(teamId)
  const [sums, budget, warnings, latestRuns, counted, urgentFindings, firing, activeRuns, workerAlive] =
    await Promise.all([
      sumDays(teamId, windowOf({ range: DAYS }, timeZone, now)),
      seesCosts ? findFullestBudget(ctx, now) : null,
      listBudgetWarnings(ctx),
      listLatestRuns(ctx, LATEST_RUNS),
      countRuns(ctx, ALL_RUNS),
      countUrgentFindings(teamId),
      findFiringAlerts(ctx, now),
      db().run.count({ where: { teamId, status: { in: ['queued', 'running'] } } }),
      isWorkerAlive(),
    ])
  return {
    ...hideCosts(ctx, sums),
    timeZone,
    seesCosts,
    budget,
    tightBudgets: warnings.filter(({ percent }) => percent >= TIGHT_PERCENT).length,
    latestRuns,
    needsReview: counted.counts.review?.['to-review'] ?? 0,
    needsReviewCapped: counted.countsCapped,
    urgentFindings,
    firingAlerts: firing.count,
    firingNames: firing.names,
    activeRuns,
    workerAlive,
  }
}
