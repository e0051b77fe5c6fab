import { z } from 'zod'
import { getRule } from '@/lib/alerts/rules/get-rule'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getRule(ctx, params.id),
})
