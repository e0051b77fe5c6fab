'use client'

import { Search } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Dialog, prepareDialogs, useDialogParts } from '@/components/ui/dialog'
import type { NavViewer } from './nav-items'
import { OPEN_PALETTE } from './open-palette'
import { PALETTE_HINT, paletteInputStyle, paletteLineStyle } from './palette-look'
import type { ShellTeam } from './team-switcher'
import { useKeys } from './use-keys'

/** Not on any page until it is asked for, or ⌘ says that it may be. */
const loadPalette = () => import('./palette')
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })))

type CommandPaletteProps = NavViewer & { team: ShellTeam; teams: readonly ShellTeam[] }

/** ⌘K: go somewhere, do something, find a project, a module, a run or a launch. */
export function CommandPalette(props: CommandPaletteProps) {
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const show = (next: boolean) => {
    // A new one each time, so that it begins empty.
    if (next) setSearch('')
    setOpen(next)
  }
  useKeys({
    key: 'mod+k',
    label: 'Search or jump to',
    group: 'Everywhere',
    whileTyping: true,
    run: () => show(!open),
  })
  useEffect(() => {
    const ask = () => {
      setSearch('')
      setOpen(true)
    }
    window.addEventListener(OPEN_PALETTE, ask)
    window.addEventListener('keydown', prepareOnModifier)
    return () => {
      window.removeEventListener(OPEN_PALETTE, ask)
      window.removeEventListener('keydown', prepareOnModifier)
    }
  }, [])
  return (
    <Dialog open={open} onOpenChange={show}>
      <PaletteDialog onType={(letter) => setSearch((typed) => typed + letter)}>
        <OpenPalette {...props} search={search} onSearch={setSearch} close={() => setOpen(false)} />
      </PaletteDialog>
    </Dialog>
  )
}

function prepareOnModifier({ key }: KeyboardEvent): void {
  if (key !== 'Meta' && key !== 'Control') return
  prepareDialogs()
  // What fails now is asked for again when it is opened.
  loadPalette().catch(() => undefined)
}

/** The box, once it is there; what is typed before is kept. */
function PaletteDialog({ onType, children }: { onType: (letter: string) => void; children: ReactNode }) {
  const { open, loaded } = useDialogParts()
  const isComing = open && loaded === null
  useEffect(() => {
    if (!isComing) return
    const type = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      onType(event.key)
    }
    window.addEventListener('keydown', type, { capture: true })
    return () => window.removeEventListener('keydown', type, { capture: true })
  }, [isComing, onType])
  if (loaded === null) return null
  return <loaded.PaletteBox title="Search or jump to">{children}</loaded.PaletteBox>
}

type OpenPaletteProps = CommandPaletteProps & {
  search: string
  onSearch: (search: string) => void
  close: () => void
}

function OpenPalette(props: OpenPaletteProps) {
  const { search, onSearch } = props
  return (
    <Suspense
      fallback={
        <div className={paletteLineStyle}>
          <Search className="size-4 shrink-0 text-faint" aria-hidden />
          <input
            aria-label="Search or jump to"
            value={search}
            onChange={(event) => onSearch(event.target.value)}
            placeholder={PALETTE_HINT}
            className={paletteInputStyle}
          />
        </div>
      }
    >
      <Palette {...props} />
    </Suspense>
  )
}
