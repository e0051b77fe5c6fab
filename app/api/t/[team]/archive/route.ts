import { exportTeam } from '@/lib/admin/export-team'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'manage-settings',
  handler: async (ctx) => {
    const { name, content } = await exportTeam(ctx)
    return new Response(content, {
      headers: {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
