import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getProject } from '@/lib/projects/get-project'
import { listModules } from '@/lib/projects/list-modules'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  query: z.object({ snapshotId: z.string().min(1).max(100).optional() }),
  handler: async (ctx, { params, query }) => {
    const { id: projectId } = await getProject(ctx, params.slug)
    return listModules(ctx, { projectId, snapshotId: query.snapshotId })
  },
})
