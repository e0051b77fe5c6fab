import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getProject } from '@/lib/projects/get-project'
import { listChangedModules } from '@/lib/projects/list-changed-modules'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  query: z.object({ since: z.string().min(1).max(100) }),
  handler: async (ctx, { params, query }) => {
    const { id: projectId } = await getProject(ctx, params.slug)
    return listChangedModules(ctx, { projectId, since: query.since })
  },
})
