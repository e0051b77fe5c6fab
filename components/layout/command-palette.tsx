'use client'

import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { lazy, Suspense, useEffect, useState } from 'react'
import { scrimStyle } from '@/components/ui/dialog'
import type { Role } from '@/lib/domain/words'
import { OPEN_PALETTE } from './open-palette'
import { PALETTE_HINT, paletteInputStyle, paletteLineStyle } from './palette-look'
import type { ShellTeam } from './team-switcher'
import { useKeys } from './use-keys'

/** Not on any page until it is asked for. */
const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })))

type CommandPaletteProps = { team: ShellTeam; teams: readonly ShellTeam[]; role: Role }

/** ⌘K: go somewhere, do something, find a project, a module, a run or a launch. */
export function CommandPalette(props: CommandPaletteProps) {
  const [open, setOpen] = useState(false)
  useKeys({
    key: 'mod+k',
    label: 'Search or jump to',
    group: 'Everywhere',
    whileTyping: true,
    run: () => setOpen((was) => !was),
  })
  useEffect(() => {
    const show = () => setOpen(true)
    window.addEventListener(OPEN_PALETTE, show)
    return () => window.removeEventListener(OPEN_PALETTE, show)
  }, [])
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[min(12vh,6rem)] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border bg-panel shadow-float"
        >
          <Radix.Title className="sr-only">Search or jump to</Radix.Title>
          <OpenPalette {...props} close={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A new one each time, so that it begins empty; what is typed while it loads is kept. */
function OpenPalette(props: CommandPaletteProps & { close: () => void }) {
  const [search, setSearch] = useState('')
  return (
    <Suspense
      fallback={
        <div className={paletteLineStyle}>
          <Search className="size-4 shrink-0 text-faint" aria-hidden />
          <input
            aria-label="Search or jump to"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={PALETTE_HINT}
            className={paletteInputStyle}
          />
        </div>
      }
    >
      <Palette {...props} search={search} onSearch={setSearch} />
    </Suspense>
  )
}
