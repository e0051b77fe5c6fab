import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getProject } from '@/lib/projects/get-project'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  handler: (ctx, { params }) => getProject(ctx, params.slug),
})
