import { defineRoute } from '@/lib/entry/define-route'
import { streamLiveEvents } from '@/lib/entry/stream-live-events'

export const GET = defineRoute({
  permission: 'view',
  handler: (ctx, { request }) => streamLiveEvents(ctx.teamId, request.signal),
})
