import { z } from 'zod'
import { defineRoute } from '@/lib/entry/define-route'
import { getPatchFile } from '@/lib/findings/get-patch-file'

export const GET = defineRoute({
  permission: 'view',
  params: z.object({ id: z.string() }),
  handler: async (ctx, { params }) => {
    const { name, content } = await getPatchFile(ctx, params.id)
    return new Response(content, {
      headers: {
        'content-type': 'text/x-diff; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
