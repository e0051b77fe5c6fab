'use client'

import { useTheme } from 'next-themes'
import { useSearch } from '@/components/queries/use-search'
import { wordsOf } from './fits-words'
import type { NavViewer } from './nav-items'
import { paletteCommands } from './palette-commands'
import type { PaletteGroup } from './palette-entry'
import { paletteFound, searchRunsEntry, stillFitting } from './palette-found'
import type { ShellTeam } from './team-switcher'

type PaletteScope = NavViewer & { team: ShellTeam; teams: readonly ShellTeam[] }

/** All that the palette shows for a text: commands at once, what the server finds a moment later. */
export function usePaletteGroups(scope: PaletteScope, search: string) {
  const { team } = scope
  const { setTheme } = useTheme()
  const text = search.trim()
  const typed = wordsOf(text)
  const { data, error, searching, offline } = useSearch(team.slug, text)
  const [goTo, ...otherCommands] = paletteCommands({ ...scope, setTheme }, typed)
  const found = data === undefined ? [] : paletteFound(team.slug, data, text)
  const fitting = searching || offline ? stillFitting(found, typed) : found
  const groups: PaletteGroup[] = [
    ...(goTo === undefined ? [] : [goTo]),
    // What was done last stands high while nothing is typed; afterwards commands are few and come first.
    ...(text === '' ? [...fitting, ...otherCommands] : [...otherCommands, ...fitting]),
  ]
  const foundCount = fitting.reduce((sum, { entries }) => sum + entries.length, 0)
  if (text !== '') groups.push({ heading: 'Search', entries: [searchRunsEntry(team.slug, text)] })
  return { groups, foundCount: foundCount, error, searching, offline }
}
