import 'server-only'
import { db } from '@/lib/db/db'
import type { ChartPlan } from './chart-plan'
import type { ChartScope } from './chart-scope'

/** Whether anything of the team is older than what the chart shows. */
async function hasEarlier({ teamId, window }: ChartScope): Promise<boolean> {
  const where = { teamId, createdAt: { lt: new Date(window.from) } }
  return (await db().run.findFirst({ where, select: { id: true } })) !== null
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
  return (await hasEarlier(scope))
    ? `Nothing ${during}: choose a longer range. ${plan.emptyText}`
    : plan.emptyText
}
