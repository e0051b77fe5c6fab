'use client'

import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type PaletteItemProps = {
  /** unique; what the search is compared with, together with the keywords */
  value: string
  keywords?: string[]
  /** was searched for already: shown whatever the palette's own filter says */
  found?: boolean
  icon: LucideIcon
  onSelect: () => void
  children: ReactNode
  /** shown at the right end */
  aside?: ReactNode
}

/** One row of the palette. */
export function PaletteItem({
  value,
  keywords,
  found,
  icon: Icon,
  onSelect,
  children,
  aside,
}: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      forceMount={found}
      onSelect={onSelect}
      className="flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 data-[selected=true]:bg-line-soft"
    >
      <Icon className="size-4 shrink-0 text-faint" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside}
    </Command.Item>
  )
}
