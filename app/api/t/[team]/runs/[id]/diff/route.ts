import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getRunDiff } from '@/lib/runs/get-run-diff'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getRunDiff(ctx, params.id),
})
