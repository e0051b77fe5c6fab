import { auditParams } from '@/components/queries/audit-params'
import { fetchJson, QueryError } from '@/components/queries/fetch-json'
import { toast } from '@/components/ui/toast'
import type { AuditFilter } from '@/lib/domain/audit'

/**
 * Says that the download of an audit log begins, or why it cannot: a browser says of a failed one no more than that it failed.
 * The page's own list is asked for, as the file needs the same rights and filters.
 */
export async function tellDownload(team: string, filter: AuditFilter): Promise<void> {
  try {
    await fetchJson(`/api/t/${team}/audit?${auditParams(filter)}`, 'audit')
    toast.info('The download begins. Your browser shows how far it is.')
  } catch (error) {
    toast.error(error instanceof QueryError ? error.message : 'The file could not be made. Try again.')
  }
}
