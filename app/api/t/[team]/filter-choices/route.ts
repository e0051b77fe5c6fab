import { defineRoute } from '@/lib/entry/define-route'
import { listFilterChoices } from '@/lib/metrics/list-filter-choices'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => listFilterChoices(ctx) })
