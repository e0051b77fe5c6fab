import { listChannels } from '@/lib/alerts/channels/list-channels'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({ permission: 'view', handler: (ctx) => listChannels(ctx) })
