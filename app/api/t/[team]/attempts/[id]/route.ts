import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getAttemptPayload } from '@/lib/runs/get-attempt-payload'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getAttemptPayload(ctx, params.id),
})
