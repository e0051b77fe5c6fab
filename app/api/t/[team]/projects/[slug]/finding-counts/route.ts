import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { countByModule } from '@/lib/findings/count-by-module'
import { getProject } from '@/lib/projects/get-project'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  handler: async (ctx, { params }) => countByModule(ctx, (await getProject(ctx, params.slug)).id),
})
