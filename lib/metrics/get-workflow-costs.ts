import 'server-only'
import { db } from '@/lib/db/db'
import type { ChartQuery } from '@/lib/domain/chart'
import { WorkflowName } from '@/lib/domain/words'
import type { WorkflowCost, WorkflowCosts } from '@/lib/domain/workflow-cost'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findTimeZone, ignoredFilters } from './charts/chart-scope'
import { compareEstimates } from './compare-estimates'
import { readAttempts } from './rollups/read-attempts'
import { readRuns } from './rollups/read-runs'
import { windowOf } from './rollups/window-of'

const DAY_MS = 86_400_000
const USD = 1_000_000_000

const planned = (tokens: number, costUsd: number, runsPerDay: number, costPerDayUsd: number) => ({
  tokens,
  costNanoUsd: Math.round(costUsd * USD),
  runsPerDay,
  costPerDayNanoUsd: Math.round(costPerDayUsd * USD),
})

/** The table "Per-Workflow Cost Estimates" of the plan (29 January 2026): tokens, cost of a run, runs and cost of a day. */
const PLAN = {
  'test-generation': planned(3000, 0.045, 100, 4.5),
  documentation: planned(2500, 0.038, 50, 1.9),
  'code-review': planned(2000, 0.03, 200, 6),
  refactoring: planned(3500, 0.053, 20, 1.06),
  'bug-prediction': planned(1500, 0.023, 150, 3.45),
} satisfies Record<WorkflowName, WorkflowCost['planned']>

/** When a team began, as far as its rows or the team itself tell; milliseconds since 1970. */
async function findBeginning(teamId: string): Promise<number> {
  const [team, first] = await Promise.all([
    db().team.findUniqueOrThrow({ where: { id: teamId }, select: { createdAt: true } }),
    db().run.findFirst({ where: { teamId }, select: { createdAt: true }, orderBy: { createdAt: 'asc' } }),
  ])
  return Math.min(team.createdAt.getTime(), first?.createdAt.getTime() ?? Number.POSITIVE_INFINITY)
}

/**
 * What each workflow cost in a range, beside the plan's figures and what its launches were estimated at. Tokens and cost of
 * a run are means over the runs that ended and called a model; the tokens of runs that still go on are in it, too. A day's cost is
 * never worked out from less than a day. Throws `forbidden` for somebody who sees no costs.
 */
export async function getWorkflowCosts(
  ctx: TeamContext,
  query: ChartQuery,
  now = new Date(),
): Promise<WorkflowCosts> {
  assertCan(ctx, 'see-costs')
  const { teamId } = ctx
  const { project, workflow, member, prompt } = query
  const window = windowOf(query, await findTimeZone(teamId), now)
  const asked = {
    window,
    filters: { project, workflow, member, prompt },
    by: ['workflow' as const],
    total: true,
  }
  const [runs, attempts, estimates, beganMs] = await Promise.all([
    readRuns(teamId, asked),
    readAttempts(teamId, asked),
    compareEstimates(teamId, window, { project, member }),
    findBeginning(teamId),
  ])
  const fromMs = Math.max(Date.parse(window.from), beganMs)
  const days = Math.max(0, Math.min(Date.parse(window.until), now.getTime()) - fromMs) / DAY_MS
  const rows = WorkflowName.options.map((name): WorkflowCost => {
    const run = runs.find(({ keys }) => keys.workflow === name)?.figures
    const attempt = attempts.find(({ keys }) => keys.workflow === name)?.figures
    const modelRuns = run?.timedRuns ?? 0
    const costNanoUsd = run?.costNanoUsd ?? 0
    const tokens =
      attempt === undefined
        ? 0
        : attempt.inputTokens +
          attempt.outputTokens +
          attempt.cacheReadTokens +
          attempt.cacheWrite5mTokens +
          attempt.cacheWrite1hTokens
    const each = (sum: number) => Math.round(sum / modelRuns)
    return {
      workflow: name,
      runs: run?.runs ?? 0,
      modelRuns,
      perModelRun: modelRuns === 0 ? null : { costNanoUsd: each(costNanoUsd), tokens: each(tokens) },
      runsPerDay: days < 1 ? null : (run?.runs ?? 0) / days,
      costPerDayNanoUsd: days < 1 ? null : Math.round(costNanoUsd / days),
      estimated: estimates.byWorkflow.get(name) ?? null,
      planned: PLAN[name],
    }
  })
  return { days, rows, launchesCapped: estimates.isCapped, ignored: ignoredFilters(query, ['model', 'tier']) }
}
