'use client'

import { Command } from 'cmdk'
import { LoaderCircle, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { NavViewer } from './nav-items'
import type { PaletteEntry } from './palette-entry'
import { PaletteList } from './palette-list'
import { PALETTE_HINT, paletteInputStyle, paletteLineStyle } from './palette-look'
import type { ShellTeam } from './team-switcher'
import { useGo } from './use-go'
import { usePaletteGroups } from './use-palette-groups'

type PaletteProps = NavViewer & {
  team: ShellTeam
  teams: readonly ShellTeam[]
  search: string
  onSearch: (search: string) => void
  close: () => void
}

/** What one searches in and the rows that fit. */
export function Palette({ search, onSearch, close, ...scope }: PaletteProps) {
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
    onSearch(text)
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
      <div className={paletteLineStyle}>
        {status.searching ? (
          <LoaderCircle className="size-4 shrink-0 animate-spin text-faint" aria-hidden />
        ) : (
          <Search className="size-4 shrink-0 text-faint" aria-hidden />
        )}
        <Command.Input
          value={search}
          onValueChange={type}
          autoFocus
          placeholder={PALETTE_HINT}
          className={paletteInputStyle}
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
