import { defineRoute } from '@/lib/entry/define-route'
import { listBreakers } from '@/lib/llm/limits/list-breakers'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => listBreakers(ctx) })
