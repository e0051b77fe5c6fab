'use client'

import { Download } from 'lucide-react'
import { type FindingFilters, findingsQueryString } from '@/components/queries/use-findings'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

const FORMATS = [
  { format: 'sarif', label: 'SARIF 2.1.0, for code scanning' },
  { format: 'csv', label: 'CSV, for a spreadsheet' },
  { format: 'markdown', label: 'Markdown, for a pull request' },
] as const

/** Saves the findings that match the filters, in one of three forms. */
export function ExportMenu({ team, filters }: { team: string; filters: FindingFilters }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden /> Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {FORMATS.map(({ format, label }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={`/api/t/${team}/findings/export?${findingsQueryString(filters, { format })}`} download>
              {label}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
