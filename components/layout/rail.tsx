'use client'

import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react'
import { useState } from 'react'
import { AlertBell } from '@/components/alerts/alert-bell'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import type { ShellProps } from './app-shell'
import { openPalette } from './open-palette'
import { PersonMenu } from './person-menu'
import { RailNav } from './rail-nav'
import { TeamSwitcher } from './team-switcher'
import { useKeys } from './use-keys'

/** Read by the team's layout. */
const YEAR_SECONDS = 31_536_000

/** The left rail: team, search, entries, person. Narrows to icons; the choice is kept in a cookie. */
export function Rail({
  team,
  teams,
  person,
  role,
  seesCosts,
  signOut,
  initiallyCollapsed,
}: ShellProps & { initiallyCollapsed: boolean }) {
  const [collapsed, setCollapsed] = useState(initiallyCollapsed)
  const toggle = () => {
    const next = !collapsed
    setCollapsed(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `assay-rail=${next ? 'collapsed' : 'open'}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  }
  useKeys({ key: '[', label: 'Narrow or widen the rail', group: 'Everywhere', run: toggle })
  return (
    <aside
      aria-label="Navigation"
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col gap-2 overflow-y-auto border-r px-2.5 py-3 md:flex',
        collapsed ? 'w-14' : 'w-54',
      )}
    >
      <TeamSwitcher team={team} teams={teams} collapsed={collapsed} />
      <div className={cn('mb-1 flex items-center gap-1', collapsed && 'flex-col')}>
        <button
          type="button"
          onClick={openPalette}
          aria-label="Search or jump to"
          className={cn(
            'flex h-8 min-w-0 items-center gap-2 rounded-md border bg-panel px-2 text-dim shadow-panel hover:border-control hover:text-ink',
            collapsed ? 'w-full justify-center px-0' : 'flex-1',
          )}
        >
          <Search className="size-4 shrink-0" aria-hidden />
          {collapsed ? null : (
            <>
              <span className="min-w-0 flex-1 truncate text-left text-sm">Search or jump to…</span>
              <Kbd>⌘K</Kbd>
            </>
          )}
        </button>
        <AlertBell teamSlug={team.slug} />
      </div>
      <RailNav teamSlug={team.slug} role={role} seesCosts={seesCosts} collapsed={collapsed} />
      <div className="flex-1" />
      <Button
        variant="ghost"
        onClick={toggle}
        aria-expanded={!collapsed}
        className={cn('justify-start gap-2.5 px-2 font-normal', collapsed && 'justify-center px-0')}
        aria-label={collapsed ? 'Widen the rail' : undefined}
      >
        {collapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
        {collapsed ? null : 'Narrow the rail'}
      </Button>
      <PersonMenu person={person} signOut={signOut} collapsed={collapsed} />
    </aside>
  )
}
