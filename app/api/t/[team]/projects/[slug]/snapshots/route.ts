import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getProject } from '@/lib/projects/get-project'
import { listSnapshots } from '@/lib/projects/list-snapshots'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ slug: z.string() }),
  handler: async (ctx, { params }) => {
    const { id: projectId } = await getProject(ctx, params.slug)
    return listSnapshots(ctx, projectId)
  },
})
