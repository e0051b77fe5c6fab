import 'server-only'
import { db } from '@/lib/db/db'
import type { BudgetBoard } from '@/lib/domain/budget'
import { WorkflowName } from '@/lib/domain/words'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listBudgetEvents } from './list-budget-events'
import { listBudgetWarnings } from './list-budget-warnings'
import { listStoppedRuns } from './list-stopped-runs'
import { nameScopes } from './name-scopes'
import { toBudgetRow } from './to-budget-row'

const NEWEST_LAUNCHES = 10

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
  const history = await listBudgetEvents(teamId, names.nameOf)
  const now = new Date()
  const launchName = (at: Date) => `launch of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    budgets: rows.map((row) => toBudgetRow(row, names.nameOf(row), now)).sort(byPlace),
    launches: launches.map((row) => toBudgetRow(row, launchName(row.createdAt), now)),
    stopped,
    stoppedCount: count,
    stoppedCapped: capped,
    warnings,
    history,
    projects: names.projects,
    members: names.members,
    workflows: [...WorkflowName.options],
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
