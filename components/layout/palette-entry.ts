import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** What choosing an entry does: go to a page, or something on this one. */
export type PaletteAct = { href: string } | { run: () => void }

/** One row of the palette. */
export interface PaletteEntry {
  /** unique in the palette */
  id: string
  icon: LucideIcon
  label: string
  /** a path or a dotted name */
  isCode?: boolean
  /** further words that it is found by */
  keywords?: string
  /** shown at the right end */
  aside?: ReactNode
  act: PaletteAct
}

export interface PaletteGroup {
  heading: string
  entries: PaletteEntry[]
}
