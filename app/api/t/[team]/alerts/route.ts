import { listAlerts } from '@/lib/alerts/incidents/list-alerts'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => listAlerts(ctx) })
