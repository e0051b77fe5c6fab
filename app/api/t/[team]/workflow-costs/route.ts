import { ChartQuery } from '@/lib/domain/chart'
import { defineRoute } from '@/lib/entry/define-route'
import { getWorkflowCosts } from '@/lib/metrics/get-workflow-costs'

export const GET = defineRoute({
  permission: 'see-costs',
  query: ChartQuery,
  handler: (ctx, { query }) => getWorkflowCosts(ctx, query),
})
