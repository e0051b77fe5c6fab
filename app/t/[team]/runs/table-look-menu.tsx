'use client'

import { Columns3 } from 'lucide-react'
import { RUN_COLUMNS, type RunColumnId } from '@/components/runs/run-columns'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import type { TableLook } from './use-table-look'

type TableLookMenuProps = { look: TableLook; onChange: (look: TableLook) => void }

/** Which columns, and how close the rows are. */
export function TableLookMenu({ look, onChange }: TableLookMenuProps) {
  const toggle = (id: RunColumnId) => {
    const shown = new Set(look.columns)
    if (!shown.delete(id)) shown.add(id)
    const columns = RUN_COLUMNS.map((column) => column.id).filter((column) => shown.has(column))
    onChange({ ...look, columns })
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="icon" aria-label="Columns and density" title="Columns and density">
          <Columns3 aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Columns</DropdownMenuLabel>
        {RUN_COLUMNS.map((column) => (
          <DropdownMenuCheckboxItem
            key={column.id}
            checked={look.columns.includes(column.id)}
            onCheckedChange={() => toggle(column.id)}
            onSelect={(event) => event.preventDefault()}
          >
            {column.title}
          </DropdownMenuCheckboxItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Rows</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={look.density}
          onValueChange={(density) =>
            onChange({ ...look, density: density === 'compact' ? 'compact' : 'comfortable' })
          }
        >
          <DropdownMenuRadioItem value="comfortable">Comfortable</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="compact">Compact</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
