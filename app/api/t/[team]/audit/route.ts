import { listAudit } from '@/lib/admin/list-audit'
import { AuditQuery } from '@/lib/domain/audit'
import { defineRoute } from '@/lib/entry/define-route'

export const GET = defineRoute({
  permission: 'manage-settings',
  query: AuditQuery,
  handler: (ctx, { query }) => listAudit(ctx, query),
})
