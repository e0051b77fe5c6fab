'use client'

import { Command } from 'cmdk'
import { FolderPlus, Monitor, Moon, Plus, Sun, Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { KeyNames } from './keys-dialog'
import { navItems } from './nav-items'
import { PaletteItem } from './palette-item'
import type { ShellTeam } from './team-switcher'

const THEMES = [
  { theme: 'system', label: 'Theme: as the system', icon: Monitor },
  { theme: 'light', label: 'Theme: light', icon: Sun },
  { theme: 'dark', label: 'Theme: dark', icon: Moon },
] as const

type PaletteCommandsProps = { team: ShellTeam; teams: readonly ShellTeam[]; role: Role; close: () => void }

/** The commands that are always there: pages, new things, teams, themes. */
export function PaletteCommands({ team, teams, role, close }: PaletteCommandsProps) {
  const router = useRouter()
  const { setTheme } = useTheme()
  const go = (href: string) => () => {
    close()
    router.push(href)
  }
  return (
    <>
      <Command.Group heading="Go to">
        {navItems(role).map((item) => (
          <PaletteItem
            key={item.path}
            value={`go ${item.label}`}
            icon={item.icon}
            onSelect={go(`/t/${team.slug}${item.path}`)}
            aside={<KeyNames keys={`g ${item.key}`} />}
          >
            {item.label}
          </PaletteItem>
        ))}
        {can(role, 'manage-projects') ? (
          <PaletteItem
            value="add a project"
            keywords={['new', 'import', 'repository']}
            icon={FolderPlus}
            onSelect={go(`/t/${team.slug}/projects/new`)}
          >
            Add a project
          </PaletteItem>
        ) : null}
      </Command.Group>
      <Command.Group heading="Teams">
        {teams
          .filter((other) => other.slug !== team.slug)
          .map((other) => (
            <PaletteItem
              key={other.slug}
              value={`team ${other.name} ${other.slug}`}
              icon={Users}
              onSelect={go(`/t/${other.slug}`)}
            >
              {other.name}
            </PaletteItem>
          ))}
        <PaletteItem value="create a team" icon={Plus} onSelect={go('/new-team')}>
          Create a team
        </PaletteItem>
      </Command.Group>
      <Command.Group heading="Appearance">
        {THEMES.map(({ theme, label, icon }) => (
          <PaletteItem
            key={theme}
            value={label}
            icon={icon}
            onSelect={() => {
              setTheme(theme)
              close()
            }}
          >
            {label}
          </PaletteItem>
        ))}
      </Command.Group>
    </>
  )
}
