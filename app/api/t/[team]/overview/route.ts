import { defineRoute } from '@/lib/entry/define-route'
import { getOverview } from '@/lib/metrics/get-overview'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => getOverview(ctx) })
