import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getLaunch } from '@/lib/runs/get-launch'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getLaunch(ctx, params.id),
})
