'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import { fetchAudit } from '@/components/queries/use-audit'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { AuditFilter, AuditRow } from '@/lib/domain/audit'
import { formatPlural } from '@/lib/format/format-count'
import { toCsv } from '@/lib/format/to-csv'

const PAGE = 200
/** A file of more rows than a spreadsheet likes to open; the team's export has all. */
const MOST_ROWS = 20_000

const COLUMNS = {
  at: (row: AuditRow) => row.at,
  who: (row: AuditRow) => row.who,
  user_id: (row: AuditRow) => row.userId,
  action: (row: AuditRow) => row.action,
  subject: (row: AuditRow) => row.subject,
  subject_id: (row: AuditRow) => row.subjectId,
  detail: (row: AuditRow) => row.detail,
  request_id: (row: AuditRow) => row.requestId,
}

/** Saves all acts that fit the filters as CSV. */
export function ExportAudit({ team, filter }: { team: string; filter: AuditFilter }) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { rows, truncated } = await fetchAll(team, filter)
      saveFile(`${team}-audit-log.csv`, toCsv(rows, COLUMNS), 'text/csv')
      const text = `${formatPlural(rows.length, 'act')} saved as CSV.`
      if (truncated) toast.warning(`${text} There are more: narrow the filters, or export all data.`)
      else toast.success(text)
    } catch (error) {
      toast.error(error instanceof QueryError ? error.message : 'The file could not be made.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} onClick={() => void save()} title="Save these acts as CSV">
      {busy ? null : <Download aria-hidden />} CSV
    </Button>
  )
}

async function fetchAll(
  team: string,
  filter: AuditFilter,
): Promise<{ rows: AuditRow[]; truncated: boolean }> {
  const rows: AuditRow[] = []
  let cursor: string | null = null
  do {
    const page = await fetchAudit(team, filter, { cursor, limit: PAGE })
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < MOST_ROWS)
  return { rows, truncated: cursor !== null }
}
