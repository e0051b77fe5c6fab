import { defineRoute } from '@/lib/entry/define-route'
import { getCriteria } from '@/lib/metrics/criteria/get-criteria'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => getCriteria(ctx) })
