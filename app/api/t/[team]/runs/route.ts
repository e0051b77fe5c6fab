import { RunQuery } from '@/lib/domain/run-query'
import { defineRoute } from '@/lib/entry/define-route'
import { listRuns } from '@/lib/runs/list-runs'

export const GET = defineRoute({
  permission: 'view',
  query: RunQuery,
  handler: (ctx, { query }) => listRuns(ctx, query),
})
