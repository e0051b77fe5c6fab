import 'server-only'
import { db } from '@/lib/db/db'
import type { ChartPlan } from './chart-plan'
import type { ChartScope } from './chart-scope'

/** Whether anything of the team is older than what the chart shows, or newer. */
async function hasRuns(teamId: string, createdAt: { lt: Date } | { gte: Date }): Promise<boolean> {
  return (await db().run.findFirst({ where: { teamId, createdAt }, select: { id: true } })) !== null
}

/**
 * What to do so that there is something to see on a chart without data. `lookedAt`: how much was counted of which nothing was
 * of the kind; then there is nothing to do. Where filters or the range leave everything out, they are what to change.
 */
export async function tellEmpty(plan: ChartPlan, scope: ChartScope, lookedAt: number): Promise<string> {
  if (plan.isBeforeItsTime) return plan.emptyText
  if (lookedAt > 0) return plan.noneText ?? plan.emptyText
  const { during } = scope.span
  if (Object.keys(scope.filters).length > 0)
    return `Nothing ${during} with these filters: clear them, or choose a longer range.`
  const { teamId, window } = scope
  if (await hasRuns(teamId, { lt: new Date(window.from) }))
    return `Nothing ${during}: choose a longer range. ${plan.emptyText}`
  if (await hasRuns(teamId, { gte: new Date(window.until) }))
    return `Nothing ${during}: go back, or choose a later range. ${plan.emptyText}`
  return plan.emptyText
}
