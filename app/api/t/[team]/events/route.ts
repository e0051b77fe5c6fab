import { defineRoute } from '@/lib/entry/define-route'
import { streamLiveEvents } from '@/lib/entry/stream-live-events'

export const GET = defineRoute({
  permission: 'view',
  handler: (ctx, { request, isStillAllowed }) =>
    streamLiveEvents(ctx.teamId, { clientGone: request.signal, isStillAllowed }),
})
