'use client'

import { Columns3 } from 'lucide-react'
import { Button } from './button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from './dropdown-menu'
import type { Density } from './make-stored-look'

type LookMenuProps<Id extends string> = {
  /** in the order they stand in */
  columns: readonly { id: Id; title: string }[]
  look: { columns: Id[]; density: Density }
  onChange: (look: { columns: Id[]; density: Density }) => void
}

/** Which columns, and how close the rows are. */
export function LookMenu<Id extends string>({ columns, look, onChange }: LookMenuProps<Id>) {
  const toggle = (id: Id) => {
    const shown = new Set(look.columns)
    if (!shown.delete(id)) shown.add(id)
    onChange({ ...look, columns: columns.map((column) => column.id).filter((column) => shown.has(column)) })
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
        {columns.map(({ id, title }) => (
          <DropdownMenuCheckboxItem
            key={id}
            checked={look.columns.includes(id)}
            onCheckedChange={() => toggle(id)}
            onSelect={(event) => event.preventDefault()}
          >
            {title}
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
