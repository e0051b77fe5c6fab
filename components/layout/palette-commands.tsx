import { FolderPlus, Monitor, Moon, Plus, Settings, Sun, UserPlus, Users } from 'lucide-react'
import { can } from '@/lib/domain/roles'
import { beginsWords } from './fits-words'
import { KeyNames } from './key-names'
import { type NavViewer, navItems } from './nav-items'
import type { PaletteEntry, PaletteGroup } from './palette-entry'
import { SETTINGS_PAGES } from './settings-pages'
import type { ShellTeam } from './team-switcher'

const THEMES = [
  { theme: 'system', label: 'Theme: as the system', icon: Monitor },
  { theme: 'light', label: 'Theme: light', icon: Sun },
  { theme: 'dark', label: 'Theme: dark', icon: Moon },
] as const

interface CommandContext extends NavViewer {
  team: ShellTeam
  teams: readonly ShellTeam[]
  setTheme: (theme: string) => void
}

/** The commands that are always there and fit the typed words: pages, new things, settings, teams, themes. */
export function paletteCommands(context: CommandContext, typed: readonly string[]): PaletteGroup[] {
  const { team, teams, role, setTheme } = context
  const home = `/t/${team.slug}`
  const goTo = navItems(context).map(({ label, icon, path, key }) => ({
    id: `go ${label}`,
    label,
    icon,
    keywords: path === '/launch' ? 'run test generation tests' : '',
    aside: <KeyNames keys={`g ${key}`} />,
    act: { href: `${home}${path}` },
  }))
  const make: PaletteEntry[] = [
    ...(can(role, 'manage-projects')
      ? [
          {
            id: 'add a project',
            label: 'Add a project',
            icon: FolderPlus,
            keywords: 'new import repository git archive paste',
            act: { href: `${home}/projects/new` },
          },
        ]
      : []),
    ...(can(role, 'manage-members')
      ? [
          {
            id: 'invite',
            label: 'Invite someone',
            icon: UserPlus,
            keywords: 'add new member person',
            act: { href: `${home}/settings/members` },
          },
        ]
      : []),
    {
      id: 'create a team',
      label: 'Create a team',
      icon: Plus,
      keywords: 'new add',
      act: { href: '/new-team' },
    },
  ]
  const settings = SETTINGS_PAGES.map(({ path, label, keywords }) => ({
    id: `settings ${path}`,
    label: `Settings: ${label}`,
    icon: Settings,
    keywords: keywords.join(' '),
    act: { href: `${home}/settings/${path}` },
  }))
  const others = teams
    .filter(({ slug }) => slug !== team.slug)
    .map(({ slug, name }) => ({
      id: `team ${slug}`,
      label: name,
      icon: Users,
      keywords: `team switch ${slug}`,
      act: { href: `/t/${slug}` },
    }))
  const themes = THEMES.map(({ theme, label, icon }) => ({
    id: label,
    label,
    icon,
    keywords: 'appearance',
    act: { run: () => setTheme(theme) },
  }))
  return [
    fitting('Go to', goTo, typed),
    fitting('New', make, typed),
    fitting('Settings', settings, typed),
    fitting('Teams', others, typed),
    fitting('Appearance', themes, typed),
  ]
}

function fitting(heading: string, entries: PaletteEntry[], typed: readonly string[]): PaletteGroup {
  return {
    heading,
    entries: entries.filter(({ label, keywords = '' }) => beginsWords(`${label} ${keywords}`, typed)),
  }
}
