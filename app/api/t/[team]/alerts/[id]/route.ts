import { z } from 'zod'
import { getAlert } from '@/lib/alerts/incidents/get-alert'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getAlert(ctx, params.id),
})
