import 'server-only'
import { db } from '@/lib/db/db'
import type { Overview } from '@/lib/domain/overview'
import { awaitsReview } from '@/lib/runs/list/review-state'
import { listRuns } from '@/lib/runs/list-runs'
import { hideCosts } from '@/lib/teams/hide-costs'
import type { TeamContext } from '@/lib/teams/team-context'
import { countFiringAlerts } from './count-firing-alerts'
import { countTodaysRuns } from './count-todays-runs'
import { countUrgentFindings } from './count-urgent-findings'
import { isWorkerAlive } from './is-worker-alive'
import { listCostPerDay } from './list-cost-per-day'
import { listOutcomePerDay } from './list-outcome-per-day'
import { meanRating } from './mean-rating'
import { sumTodaysAttempts } from './sum-todays-attempts'
import { startOfUtcDay } from './utc-days'

const CHART_DAYS = 30
const LATEST_RUNS = 12

/** The overview of a team at this moment. What was not measured is null, never 0. */
export async function getOverview(ctx: TeamContext, now = new Date()): Promise<Overview> {
  const { teamId } = ctx
  const today = startOfUtcDay(now)
  const [
    runs,
    attempts,
    costPerDay,
    outcomePerDay,
    latest,
    satisfaction,
    needsReview,
    urgentFindings,
    firingAlerts,
    activeRuns,
    workerAlive,
  ] = await Promise.all([
    countTodaysRuns(teamId, today),
    sumTodaysAttempts(teamId, today),
    listCostPerDay(teamId, now, CHART_DAYS),
    listOutcomePerDay(teamId, now, CHART_DAYS),
    listRuns(ctx, { limit: LATEST_RUNS }),
    meanRating(teamId, startOfUtcDay(now, CHART_DAYS - 1)),
    db().run.count({ where: { teamId, ...awaitsReview } }),
    countUrgentFindings(teamId),
    countFiringAlerts(ctx),
    db().run.count({ where: { teamId, status: { in: ['queued', 'running'] } } }),
    isWorkerAlive(),
  ])
  return {
    counters: hideCosts(ctx, { ...runs, ...attempts }),
    costPerDay: ctx.seesCosts ? costPerDay : [],
    outcomePerDay,
    latestRuns: latest.rows,
    satisfaction,
    needsReview,
    urgentFindings,
    firingAlerts,
    activeRuns,
    workerAlive,
  }
}
