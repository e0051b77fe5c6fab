import { exportAudit } from '@/lib/admin/export-audit'
import { AuditFilter } from '@/lib/domain/audit'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'manage-settings',
  query: AuditFilter,
  handler: async (ctx, { query, isStillAllowed }) => {
    const { name, content } = exportAudit(ctx, query, isStillAllowed)
    return new Response(content, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'private, no-store',
      },
    })
  },
})
