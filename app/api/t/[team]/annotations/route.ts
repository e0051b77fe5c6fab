import { ChartQuery } from '@/lib/domain/chart'
import { defineRoute } from '@/lib/entry/define-route'
import { listAnnotations } from '@/lib/metrics/list-annotations'

export const GET = defineRoute({
  permission: 'view',
  query: ChartQuery,
  handler: (ctx, { query }) => listAnnotations(ctx, query),
})
