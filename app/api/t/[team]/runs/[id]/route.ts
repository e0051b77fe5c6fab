import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getRun } from '@/lib/runs/get-run'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getRun(ctx, params.id),
})
