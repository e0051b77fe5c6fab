'use client'

import type { ReactNode } from 'react'
import { useKeys } from '@/components/layout/use-keys'
import { useFilterChoices } from '@/components/queries/use-filter-choices'
import { FilterChip } from '@/components/ui/filter-chip'
import { Label } from '@/components/ui/label'
import { Segmented } from '@/components/ui/segmented'
import { Switch } from '@/components/ui/switch'
import { CustomRange } from './custom-range'
import { customRange, DEFAULT_RANGE, FILTER_NAMES } from './dashboard-filters'
import { FilterSheet } from './filter-sheet'
import { choicesOf, FILTER_WORDS } from './filter-words'
import type { Dashboard } from './use-dashboard'

const PRESETS = [
  { value: '24h', label: '24 h', words: 'the last 24 hours' },
  { value: '7d', label: '7 d', words: 'the last 7 days' },
  { value: '30d', label: '30 d', words: 'the last 30 days' },
  { value: '90d', label: '90 d', words: 'the last 90 days' },
].map(({ words, label, ...preset }) => ({ ...preset, label: <span title={words}>{label}</span> }))

type FilterBarProps = {
  team: string
  timeZone: string
  dashboard: Dashboard
  /** at the end of the line: saved views */
  children?: ReactNode
}

/** Range, comparison and filters of a dashboard, above its charts. */
export function FilterBar({ team, timeZone, dashboard, children }: FilterBarProps) {
  const { state, setRange, zoom, toggle, setCompare } = dashboard
  const { data: choices } = useFilterChoices(team)
  useKeys({
    key: 'c',
    label: 'Compare with the period before',
    run: () => void setCompare(!state.compare),
  })
  const custom = customRange(state)
  const chips = FILTER_NAMES.flatMap((name) =>
    state[name].map((value) => {
      const word = choicesOf(name, choices, [value]).find((choice) => choice.value === value)?.label ?? value
      return { name, value, text: `${FILTER_WORDS[name]}: ${word}` }
    }),
  )
  return (
    <section aria-label="Range and filters" className="mb-3 grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Range"
          value={custom !== null || state.range !== 'custom' ? state.range : DEFAULT_RANGE}
          options={PRESETS}
          onValueChange={(range) => void setRange(range)}
        />
        <CustomRange
          timeZone={timeZone}
          preset={state.range}
          chosen={custom}
          onChoose={(window) => void zoom(window)}
        />
        <FilterSheet team={team} dashboard={dashboard} />
        <div className="flex items-center gap-2 px-1">
          <Switch
            id="compare"
            checked={state.compare}
            onCheckedChange={(compare) => void setCompare(compare)}
          />
          <Label htmlFor="compare" className="font-normal">
            Compare with the period before
          </Label>
        </div>
        {children === undefined ? null : <div className="ml-auto flex items-center gap-2">{children}</div>}
      </div>
      {chips.length === 0 ? null : (
        <ul aria-label="Active filters" className="flex flex-wrap gap-1.5">
          {chips.map(({ name, value, text }) => (
            <FilterChip key={text} text={text} onRemove={() => void toggle(name, value)} />
          ))}
        </ul>
      )}
    </section>
  )
}
