import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getModuleSource } from '@/lib/projects/get-module-source'
import { getProject } from '@/lib/projects/get-project'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  query: z.object({
    path: z.string().min(1).max(400),
    snapshotId: z.string().min(1).max(100).optional(),
  }),
  handler: async (ctx, { params, query }) => {
    const { id: projectId } = await getProject(ctx, params.slug)
    return getModuleSource(ctx, { projectId, ...query })
  },
})
