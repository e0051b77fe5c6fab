'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { QueryError } from '@/components/queries/fetch-json'
import type { RunFilters } from '@/components/queries/use-runs'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { formatPlural } from '@/lib/format/format-count'
import { exportRuns } from './export-runs'

/** Saves every run that matches the filters as CSV. */
export function ExportButton({ team, filters }: { team: string; filters: RunFilters }) {
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const { csv, rows, truncated } = await exportRuns(team, filters)
      saveFile(`${team}-runs.csv`, csv, 'text/csv')
      const text = `${formatPlural(rows, 'run')} saved as CSV.`
      if (truncated) toast.warning(`${text} There are more: narrow the filters.`)
      else toast.success(text)
    } catch (error) {
      toast.error(error instanceof QueryError ? error.message : 'The file could not be made.')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={busy} onClick={() => void save()} title="Save these runs as CSV">
      {busy ? null : <Download aria-hidden />} CSV
    </Button>
  )
}
