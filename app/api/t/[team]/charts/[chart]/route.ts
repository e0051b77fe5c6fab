import { z } from 'zod'
import { ChartQuery } from '@/lib/domain/chart'
import { defineRoute } from '@/lib/entry/define-route'
import { getChart } from '@/lib/metrics/get-chart'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ chart: z.string() }),
  query: ChartQuery,
  handler: (ctx, { params, query }) => getChart(ctx, params.chart, query),
})
