import type { ReactNode } from 'react'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunRow } from '@/lib/domain/run'
import { RUN_COLUMNS, type RunColumnId, shownColumns } from './run-columns'

type RunTableProps = {
  label: string
  runs: readonly RunRow[]
  /** the first column: what leads to the run */
  lead: { title: string; className?: string; cell: (run: RunRow) => ReactNode }
  /** the others, in this order */
  columns: readonly RunColumnId[]
}

/** A short table of runs, without sorting, selection or peeking: the page of all runs has these. */
export function RunTable({ label, runs, lead, columns }: RunTableProps) {
  const shown = shownColumns(columns, runs).flatMap((id) => RUN_COLUMNS.filter((column) => column.id === id))
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{lead.title}</Th>
          {shown.map((column) => (
            <Th key={column.id} className={column.numeric ? 'text-right' : undefined}>
              {column.title}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Tr key={run.id}>
            <Td className={lead.className}>{lead.cell(run)}</Td>
            {shown.map((column) => (
              <Td key={column.id} numeric={column.numeric}>
                {column.cell(run)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
