import { listRules } from '@/lib/alerts/rules/list-rules'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'view',
  handler: async (ctx) => ({ rules: await listRules(ctx) }),
})
