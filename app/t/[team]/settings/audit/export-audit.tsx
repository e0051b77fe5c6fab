import { Download } from 'lucide-react'
import { auditParams } from '@/components/queries/audit-params'
import { Button } from '@/components/ui/button'
import type { AuditFilter } from '@/lib/domain/audit'
import { tellDownload } from './tell-download'

/** Saves all acts that fit the filters as CSV, however many there are. */
export function ExportAudit({ team, filter }: { team: string; filter: AuditFilter }) {
  return (
    <Button asChild>
      <a
        href={`/api/t/${team}/audit/export?${auditParams(filter)}`}
        download
        title="Save all acts that fit as CSV"
        onClick={() => void tellDownload(team, filter)}
      >
        <Download aria-hidden /> CSV
      </a>
    </Button>
  )
}
