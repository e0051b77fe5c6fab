import { defineRoute } from '@/lib/entry/define-route'
import { ExportRequest, exportFindings } from '@/lib/findings/export-findings'

export const GET = defineRoute({
  permission: 'view',
  query: ExportRequest,
  handler: async (ctx, { query }) => {
    const { name, contentType, content } = await exportFindings(ctx, query)
    return new Response(content, {
      headers: {
        'content-type': `${contentType}; charset=utf-8`,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
