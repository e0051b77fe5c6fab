'use client'

import { useIsFetching } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { LoaderCircle, Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useState } from 'react'
import { queryKeys } from '@/components/queries/query-keys'
import { scrimStyle } from '@/components/ui/dialog'
import type { Role } from '@/lib/domain/words'
import { OPEN_PALETTE } from './open-palette'
import { PaletteCommands } from './palette-commands'
import { PaletteFound } from './palette-found'
import type { ShellTeam } from './team-switcher'
import { useKeys } from './use-keys'

type CommandPaletteProps = { team: ShellTeam; teams: readonly ShellTeam[]; role: Role }

/** ⌘K: go somewhere, do something, find a run or a module. */
export function CommandPalette({ team, teams, role }: CommandPaletteProps) {
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const searching = useIsFetching({ queryKey: queryKeys.team(team.slug) }) > 0 && search !== ''
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) setSearch('')
  }
  const close = () => change(false)
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
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border bg-panel shadow-float"
        >
          <Radix.Title className="sr-only">Search or jump to</Radix.Title>
          <Command label="Search or jump to" loop>
            <div className="flex items-center gap-2 border-line-soft border-b px-3.5">
              {searching ? (
                <LoaderCircle className="size-4 shrink-0 animate-spin text-faint" aria-label="Searching" />
              ) : (
                <Search className="size-4 shrink-0 text-faint" aria-hidden />
              )}
              <Command.Input
                value={search}
                onValueChange={setSearch}
                placeholder="Go to, launch, find a run or a module…"
                className="h-11 w-full bg-transparent outline-none"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs">
              <PaletteCommands team={team} teams={teams} role={role} close={close} />
              <PaletteFound teamSlug={team.slug} search={search} close={close} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
