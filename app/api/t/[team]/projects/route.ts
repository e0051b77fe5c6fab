import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { listProjects } from '@/lib/projects/list-projects'

export const GET = defineRoute({
  permission: 'view',
  query: z.object({ archived: z.enum(['0', '1']).default('0') }),
  handler: (ctx, { query }) => listProjects(ctx, { archived: query.archived === '1' }),
})
