'use client'

import { RUN_COLUMNS, type RunColumnId } from '@/components/runs/run-columns'
import { LookMenu } from '@/components/ui/look-menu'
import type { TableLook } from './use-table-look'

type TableLookMenuProps = {
  /** those that there are to choose from */
  columns: readonly RunColumnId[]
  look: TableLook
  onChange: (look: TableLook) => void
}

/** Which columns of the runs table, and how close its rows are. */
export function TableLookMenu({ columns, look, onChange }: TableLookMenuProps) {
  const known = RUN_COLUMNS.filter(({ id }) => columns.includes(id))
  return <LookMenu columns={known} look={look} onChange={onChange} />
}
