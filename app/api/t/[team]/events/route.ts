import { defineRoute } from '@/lib/entry/define-route'
import { streamLiveEvents } from '@/lib/entry/stream-live-events'

/** Whether the stream would be given, without opening it. */
export const HEAD = defineRoute({ permission: 'view', handler: async () => null })

export const GET = defineRoute({
  permission: 'view',
  handler: (ctx, { request, isStillAllowed }) =>
    streamLiveEvents(ctx.teamId, { clientGone: request.signal, isStillAllowed }),
})
