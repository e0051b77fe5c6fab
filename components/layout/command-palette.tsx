'use client'

import { Command } from 'cmdk'
import { LoaderCircle, Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { scrimStyle } from '@/components/ui/dialog'
import type { Role } from '@/lib/domain/words'
import { OPEN_PALETTE } from './open-palette'
import type { PaletteEntry } from './palette-entry'
import { PaletteList } from './palette-list'
import type { ShellTeam } from './team-switcher'
import { useGo } from './use-go'
import { useKeys } from './use-keys'
import { usePaletteGroups } from './use-palette-groups'

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
          <Palette {...props} close={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The open palette; a new one each time, so that it begins empty. */
function Palette({ close, ...scope }: CommandPaletteProps & { close: () => void }) {
  const [search, setSearch] = useState('')
  const [current, setCurrent] = useState('')
  const go = useGo()
  const { groups, ...status } = usePaletteGroups(scope, search)
  const ids = groups.flatMap(({ entries }) => entries.map(({ id }) => id))
  const [first = ''] = ids
  const moved = useRef(false)
  const isGone = !ids.includes(current)
  // The best fit is chosen as it comes in: Enter opens what stands first, unless the person chose otherwise.
  useEffect(() => {
    if (!moved.current || isGone) setCurrent(first)
  }, [first, isGone])
  const type = (text: string) => {
    moved.current = false
    setSearch(text)
  }
  const choose = ({ act }: PaletteEntry) => {
    close()
    if ('href' in act) go(act.href)
    else act.run()
  }
  return (
    <Command
      label="Search or jump to"
      loop
      shouldFilter={false}
      value={current}
      onValueChange={setCurrent}
      onKeyDown={({ key }) => {
        if (key.startsWith('Arrow')) moved.current = true
      }}
      onPointerMove={() => {
        moved.current = true
      }}
    >
      <div className="flex items-center gap-2 border-line-soft border-b px-3.5">
        {status.searching ? (
          <LoaderCircle className="size-4 shrink-0 animate-spin text-faint" aria-hidden />
        ) : (
          <Search className="size-4 shrink-0 text-faint" aria-hidden />
        )}
        <Command.Input
          value={search}
          onValueChange={type}
          placeholder="A page, a project, a module, a run…"
          className="h-11 w-full bg-transparent outline-none"
        />
      </div>
      <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs">
        <PaletteList groups={groups} onChoose={choose} />
      </Command.List>
      <p
        role="status"
        className="border-line-soft border-t px-3.5 py-1.5 text-dim text-xs empty:border-0 empty:p-0"
      >
        {statusText({ search: search.trim(), ...status })}
      </p>
    </Command>
  )
}

type SearchStatus = {
  search: string
  foundCount: number
  searching: boolean
  offline: boolean
  error: Error | null
}

/** What the search is doing; says nothing when the rows say it all. */
function statusText({ search, foundCount, searching, offline, error }: SearchStatus): string {
  if (offline) return 'You are offline, so the team cannot be searched.'
  if (error !== null) return `The team could not be searched. ${error.message}`
  if (searching && foundCount === 0) return 'Searching…'
  if (search !== '' && !searching && foundCount === 0) {
    return 'No project, module, finding, run or launch is called like that.'
  }
  return ''
}
