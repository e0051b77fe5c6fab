import { listDeliveries } from '@/lib/alerts/deliveries/list-deliveries'
import { AlertDeliveryQuery } from '@/lib/domain/alert-channel'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'view',
  query: AlertDeliveryQuery,
  handler: (ctx, { query }) => listDeliveries(ctx, query),
})
