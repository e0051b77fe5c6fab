'use client'

import { Menu, Search } from 'lucide-react'
import { useState } from 'react'
import { AlertBell } from '@/components/alerts/alert-bell'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import type { ShellProps } from './app-shell'
import { openPalette } from './open-palette'
import { PersonMenu } from './person-menu'
import { RailNav } from './rail-nav'
import { TeamSwitcher } from './team-switcher'

/** What small screens have instead of the rail: a bar on top and the entries in a sheet. */
export function TopBar({ team, teams, person, role, seesCosts, signOut }: ShellProps) {
  const [open, setOpen] = useState(false)
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-b bg-bg px-2 md:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label="Menu" className="size-9">
            <Menu aria-hidden />
          </Button>
        </SheetTrigger>
        <SheetContent title="Menu" className="gap-3 p-3">
          <TeamSwitcher team={team} teams={teams} />
          <RailNav teamSlug={team.slug} role={role} seesCosts={seesCosts} onNavigate={() => setOpen(false)} />
          <div className="flex-1" />
          <PersonMenu person={person} signOut={signOut} />
        </SheetContent>
      </Sheet>
      <span className="min-w-0 flex-1 truncate font-semibold">{team.name}</span>
      <AlertBell teamSlug={team.slug} className="size-9" />
      <Button
        variant="ghost"
        size="icon"
        aria-label="Search or jump to"
        onClick={openPalette}
        className="size-9"
      >
        <Search aria-hidden />
      </Button>
    </header>
  )
}
