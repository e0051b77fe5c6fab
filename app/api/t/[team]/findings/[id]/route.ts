import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getFinding } from '@/lib/findings/get-finding'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: (ctx, { params }) => getFinding(ctx, params.id),
})
