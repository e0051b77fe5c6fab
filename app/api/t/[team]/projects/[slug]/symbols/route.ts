import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getProject } from '@/lib/projects/get-project'
import { listSymbols } from '@/lib/projects/list-symbols'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  query: z.object({
    path: z.string().min(1).max(400),
    snapshotId: z.string().min(1).max(100).optional(),
  }),
  handler: async (ctx, { params, query }) => {
    const { id: projectId } = await getProject(ctx, params.slug)
    return listSymbols(ctx, { projectId, ...query })
  },
})
