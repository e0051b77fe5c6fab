'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

type GroupMenuProps = {
  title: string
  value: string | null
  groups: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

/** By what a chart is split. */
export function GroupMenu({ title, value, groups, onChange }: GroupMenuProps) {
  if (groups.length < 2) return null
  const label = groups.find((group) => group.value === value)?.label ?? 'not split'
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" aria-label={`${title}: split by, now ${label}`}>
          <span className="max-w-28 truncate">{label}</span>
          <ChevronDown className="text-faint" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuRadioGroup value={value ?? ''} onValueChange={onChange}>
          {groups.map((group) => (
            <DropdownMenuRadioItem key={group.value} value={group.value}>
              {group.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
