'use client'

import { useSearchParams } from 'next/navigation'
import { useFilterChoices } from '@/components/queries/use-filter-choices'
import { UnknownFilters } from '@/components/ui/unknown-filters'
import { FILTER_WORDS } from './filter-words'
import { findUnknownValues, type GroupsOf, isKnownSplit } from './find-unknown-values'
import type { Dashboard } from './use-dashboard'

const TITLES = { ...FILTER_WORDS, range: 'Range', by: 'Split' }

type UnknownInAddressProps = { team: string; dashboard: Dashboard; groupsOf: GroupsOf }

/** Says what of a dashboard's address does not exist: what is left out, and projects by which nothing can be found. */
export function UnknownInAddress({ team, dashboard, groupsOf }: UnknownInAddressProps) {
  const { state, setState } = dashboard
  const { data: choices } = useFilterChoices(team)
  const unknown = findUnknownValues(new URLSearchParams(useSearchParams()), groupsOf)
  const gone = choices === undefined ? [] : state.project.filter((slug) => !isAmong(choices.project, slug))
  const drop = () =>
    setState((old) => ({
      ...(unknown.some(({ filter }) => filter === 'range') ? { range: null, from: null, until: null } : {}),
      workflow: orNull(old.workflow),
      tier: orNull(old.tier),
      by: orNull(old.by.filter((entry) => isKnownSplit(entry, groupsOf))),
    }))
  const dropProjects = () =>
    setState((old) => ({ project: orNull(old.project.filter((slug) => !gone.includes(slug))) }))
  return (
    <>
      <UnknownFilters
        unknown={unknown.map(({ filter, value }) => ({ title: TITLES[filter], value }))}
        effect="The charts are shown without it."
        onClear={() => void drop()}
      />
      <UnknownFilters
        unknown={gone.map((value) => ({ title: FILTER_WORDS.project, value }))}
        effect="Nothing can match it."
        onClear={() => void dropProjects()}
      />
    </>
  )
}

const isAmong = (choices: readonly { value: string }[], value: string) =>
  choices.some((choice) => choice.value === value)

const orNull = <Value,>(list: Value[]): Value[] | null => (list.length === 0 ? null : list)
