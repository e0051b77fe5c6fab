'use client'

import { RUN_COLUMNS } from '@/components/runs/run-columns'
import { LookMenu } from '@/components/ui/look-menu'
import type { TableLook } from './use-table-look'

type TableLookMenuProps = { look: TableLook; onChange: (look: TableLook) => void }

/** Which columns of the runs table, and how close its rows are. */
export function TableLookMenu({ look, onChange }: TableLookMenuProps) {
  return <LookMenu columns={RUN_COLUMNS} look={look} onChange={onChange} />
}
