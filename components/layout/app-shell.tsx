import type { ReactNode } from 'react'
import { CommandPalette } from './command-palette'
import { ConnectionBanner } from './connection-banner'
import { KeysDialog } from './keys-dialog'
import type { NavViewer } from './nav-items'
import type { ShellPerson, SignOut } from './person-menu'
import { Rail } from './rail'
import { NavKeys } from './rail-nav'
import type { ShellTeam } from './team-switcher'
import { TopBar } from './top-bar'
import { KeysProvider } from './use-keys'

export type ShellProps = NavViewer & {
  team: ShellTeam
  teams: readonly ShellTeam[]
  person: ShellPerson
  signOut: SignOut
}

type AppShellProps = ShellProps & {
  /** from the cookie, so that the first paint is right */
  railCollapsed: boolean
  children: ReactNode
}

/** The frame of every page of a team: rail (a top bar on small screens), palette, keys, live connection. */
export function AppShell({ railCollapsed, children, ...shell }: AppShellProps) {
  return (
    <KeysProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-ink px-3 py-1.5 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className="flex min-h-dvh flex-col md:flex-row">
        <TopBar {...shell} />
        <Rail {...shell} initiallyCollapsed={railCollapsed} />
        <div className="min-w-0 flex-1">
          <ConnectionBanner teamSlug={shell.team.slug} />
          <main id="main" tabIndex={-1} className="w-full max-w-360 px-4 pt-4 pb-16 md:px-7 md:pt-4.5">
            {children}
          </main>
        </div>
      </div>
      <CommandPalette team={shell.team} teams={shell.teams} role={shell.role} seesCosts={shell.seesCosts} />
      <KeysDialog />
      <NavKeys teamSlug={shell.team.slug} role={shell.role} seesCosts={shell.seesCosts} />
    </KeysProvider>
  )
}
