import type { AuditFilter } from '@/lib/domain/audit'

/** Filters of the audit log, and what else is asked, as a query string of its routes. */
export function auditParams(filter: AuditFilter, paging: { cursor?: string | null } = {}): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...filter, ...paging })) {
    for (const part of [value].flat()) if (part !== undefined && part !== null) params.append(key, part)
  }
  return params
}
