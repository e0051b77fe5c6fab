import 'server-only'
import type { ChartQuery } from '@/lib/domain/chart'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { answerOnce } from './answer-once'
import { getCriteria } from './criteria/get-criteria'
import { getChart } from './get-chart'
import { getOverview } from './get-overview'
import { getWorkflowCosts } from './get-workflow-costs'
import { listAnnotations } from './list-annotations'

type Asked = Omit<ChartQuery, 'group'>

/** Parts that are no charts. What everybody is told alike who sees costs, or who sees none, is made once for all of them. */
const OTHERS = {
  annotations: (ctx: TeamContext, query: Asked) =>
    shared(ctx, ['annotations', query], () => listAnnotations(ctx, query)),
  'workflow-costs': (ctx: TeamContext, query: Asked) => {
    assertCan(ctx, 'see-costs')
    return shared(ctx, ['workflow-costs', query], () => getWorkflowCosts(ctx, query))
  },
  breakers: (ctx: TeamContext) => shared(ctx, ['breakers'], () => listBreakers(ctx)),
  criteria: (ctx: TeamContext) => getCriteria(ctx),
  overview: (ctx: TeamContext) => shared(ctx, ['overview'], () => getOverview(ctx)),
} as const

function shared<Answer>(ctx: TeamContext, asked: unknown, make: () => Promise<Answer>): Promise<Answer> {
  return answerOnce(ctx.teamId, JSON.stringify([ctx.seesCosts, asked]), make)
}

const isOther = (name: string): name is keyof typeof OTHERS => Object.hasOwn(OTHERS, name)

/**
 * One part of a dashboard or of the overview: a chart (`cost`, `cost:model`) or what stands around charts. Throws as the verb
 * behind it does, `not-found` for a part that does not exist.
 */
export async function getPart(ctx: TeamContext, part: string, query: Asked): Promise<unknown> {
  assertCan(ctx, 'view')
  const [name = '', group] = part.split(':')
  return isOther(name) ? OTHERS[name](ctx, query) : getChart(ctx, name, { ...query, group })
}
