import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetBoard } from '@/lib/domain/budget'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { countStopped } from './count-stopped'
import { listBudgetEvents } from './list-budget-events'
import { listBudgetWarnings } from './list-budget-warnings'
import { listStoppedRuns } from './list-stopped-runs'
import { listStops } from './list-stops'
import { nameScopes } from './name-scopes'
import { readSpentDays } from './read-spent-days'
import { toBudgetRow } from './to-budget-row'

const NEWEST_LAUNCHES = 10

const launchName = (at: Date) => `launch of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Budgets of the team with what is spent, reserved and forecast, whom they stopped, and who changed them. */
export async function getBudgetBoard(ctx: TeamContext): Promise<BudgetBoard> {
  assertCan(ctx, 'see-costs')
  const { teamId } = ctx
  const [names, rows, launches, { stopped, count, capped }, warnings] = await Promise.all([
    nameScopes(teamId),
    db().budget.findMany({ where: { teamId, scope: { not: 'launch' } } }),
    db().budget.findMany({
      where: { teamId, scope: 'launch' },
      orderBy: { createdAt: 'desc' },
      take: NEWEST_LAUNCHES,
    }),
    listStoppedRuns(teamId),
    listBudgetWarnings(ctx),
  ])
  const now = new Date()
  const [events, daysOf] = await Promise.all([
    listBudgetEvents(teamId, names.nameOf),
    readSpentDays(teamId, rows, now),
  ])
  const shown = rows.map((row) => toBudgetRow(row, names.nameOf(row), now, daysOf(row)))
  const ofLaunches = launches.map((row) => toBudgetRow(row, launchName(row.createdAt), now))
  const [stops, launchesStopped] = await Promise.all([
    listStops(teamId, shown, now),
    countStopped(teamId, ofLaunches),
  ])
  const stoppedBy = new Map(stops.map((row) => [row.id, row.stopped]))
  return {
    budgets: shown.map((row) => ({ ...row, stopped: stoppedBy.get(row.id) ?? null })).sort(byPlace),
    launches: launchesStopped,
    stopped,
    stoppedCount: count,
    stoppedCapped: capped,
    warnings,
    ...events,
    projects: names.projects,
    members: names.members,
  }
}

const SCOPES = ['team', 'project', 'workflow', 'member', 'launch']
const PERIODS = ['month', 'day', 'once']

type Place = { scope: string; scopeName: string; period: string }

function byPlace(a: Place, b: Place): number {
  return (
    SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) ||
    a.scopeName.localeCompare(b.scopeName) ||
    PERIODS.indexOf(a.period) - PERIODS.indexOf(b.period)
  )
}
