'use client'

import { Command } from 'cmdk'
import { cn } from '@/components/ui/cn'
import type { PaletteEntry, PaletteGroup } from './palette-entry'

type PaletteListProps = { groups: readonly PaletteGroup[]; onChoose: (entry: PaletteEntry) => void }

/** The rows of the palette under their headings; groups without any are left out. */
export function PaletteList({ groups, onChoose }: PaletteListProps) {
  return groups
    .filter(({ entries }) => entries.length > 0)
    .map(({ heading, entries }) => (
      <Command.Group key={heading} heading={heading}>
        {entries.map((entry) => (
          <PaletteRow key={entry.id} entry={entry} onChoose={onChoose} />
        ))}
      </Command.Group>
    ))
}

function PaletteRow({ entry, onChoose }: { entry: PaletteEntry; onChoose: PaletteListProps['onChoose'] }) {
  const { id, icon: Icon, label, isCode, aside } = entry
  return (
    <Command.Item
      value={id}
      onSelect={() => onChoose(entry)}
      className="flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 data-[selected=true]:bg-line-soft"
    >
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      <span className={cn('min-w-0 flex-1 truncate', isCode && 'font-mono text-xs')} title={label}>
        {label}
      </span>
      {aside}
    </Command.Item>
  )
}
