import { SearchQuery } from '@/lib/domain/search'
import { defineRoute } from '@/lib/entry/define-route'
import { searchTeam } from '@/lib/runs/search-team'

export const GET = defineRoute({
  permission: 'view',
  query: SearchQuery,
  handler: (ctx, { query }) => searchTeam(ctx, query),
})
