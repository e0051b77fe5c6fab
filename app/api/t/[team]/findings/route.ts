import { FindingQuery } from '@/lib/domain/finding-query'
import { defineRoute } from '@/lib/entry/define-route'
import { listFindings } from '@/lib/findings/list-findings'

export const GET = defineRoute({
  permission: 'view',
  query: FindingQuery,
  handler: (ctx, { query }) => listFindings(ctx, query),
})
