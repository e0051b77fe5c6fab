import 'server-only'
import { findFullestBudget } from '@/lib/budgets/find-fullest-budget'
import { listBudgetWarnings } from '@/lib/budgets/list-budget-warnings'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'
import { awaitsReview } from '@/lib/runs/list/review-state'
import { listRuns } from '@/lib/runs/list-runs'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { findTimeZone } from './charts/chart-scope'
import { countFiringAlerts } from './count-firing-alerts'
import { countUrgentFindings } from './count-urgent-findings'
import { isWorkerAlive } from './is-worker-alive'
import { windowOf } from './rollups/window-of'
import { sumDays } from './sum-days'

const DAYS = '14d'
const LATEST_RUNS = 12
/** More are told as “1,000 and more”: nobody counts on. */
const MOST_COUNTED = 1000
const TIGHT_PERCENT = 80

/** The overview of a team at this moment. What was not measured is null, never 0; who sees no costs is told none. */
export async function getOverview(ctx: TeamContext, now = new Date()): Promise<Overview> {
  const { teamId, seesCosts } = ctx
  const timeZone = await findTimeZone(teamId)
  const [sums, budget, warnings, latest, needsReview, urgentFindings, firingAlerts, activeRuns, workerAlive] =
    await Promise.all([
      sumDays(teamId, windowOf({ range: DAYS }, timeZone, now)),
      seesCosts ? findFullestBudget(ctx, now) : null,
      listBudgetWarnings(ctx),
      listRuns(ctx, { limit: LATEST_RUNS }),
      db().run.count({ where: { teamId, ...awaitsReview }, take: MOST_COUNTED + 1 }),
      countUrgentFindings(teamId),
      countFiringAlerts(ctx),
      db().run.count({ where: { teamId, status: { in: ['queued', 'running'] } } }),
      isWorkerAlive(),
    ])
  return {
    ...hideCosts(ctx, sums),
    timeZone,
    seesCosts,
    budget,
    tightBudgets: warnings.filter(({ percent }) => percent >= TIGHT_PERCENT).length,
    latestRuns: latest.rows,
    needsReview: Math.min(needsReview, MOST_COUNTED),
    needsReviewCapped: needsReview > MOST_COUNTED,
    urgentFindings,
    firingAlerts,
    activeRuns,
    workerAlive,
  }
}
