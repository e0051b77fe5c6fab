import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { listGitRefs } from '@/lib/projects/changes/list-git-refs'

export const GET = defineRoute({
  permission: 'launch',
  params: z.object({ slug: z.string() }),
  handler: (ctx, { params }) => listGitRefs(ctx, params.slug),
})
