'use client'

import { ListFilter } from 'lucide-react'
import { useId, useState } from 'react'
import { useFilterChoices } from '@/components/queries/use-filter-choices'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Sheet, SheetContent, SheetTrigger } from '@/components/ui/sheet'
import type { FilterChoice } from '@/lib/domain/filter-choices'
import { FILTER_NAMES } from './dashboard-filters'
import { choicesOf, FILTER_WORDS } from './filter-words'
import type { Dashboard } from './use-dashboard'

/** More are found by typing. */
const MANY = 8

type FilterSheetProps = { team: string; dashboard: Dashboard }

/** Everything that the charts can be filtered by, beside them. */
export function FilterSheet({ team, dashboard: { state, toggle, clear } }: FilterSheetProps) {
  const { data, error } = useFilterChoices(team)
  const count = FILTER_NAMES.reduce((sum, name) => sum + state[name].length, 0)
  return (
    <Sheet>
      <SheetTrigger asChild>
        <Button>
          <ListFilter aria-hidden /> Filter{count === 0 ? '' : ` (${count})`}
        </Button>
      </SheetTrigger>
      <SheetContent title="Filter the charts" side="right" className="gap-4 p-4">
        <div className="flex items-center justify-between">
          <p aria-hidden className="font-semibold text-lg">
            Filter
          </p>
          <Button variant="ghost" size="sm" disabled={count === 0} onClick={() => void clear()}>
            Clear
          </Button>
        </div>
        {error === null ? null : <p className="text-bad text-sm">{error.message}</p>}
        {FILTER_NAMES.map((name) => (
          <Choices
            key={name}
            label={FILTER_WORDS[name]}
            choices={choicesOf(name, data, state[name])}
            chosen={state[name]}
            onToggle={(value) => void toggle(name, value)}
          />
        ))}
      </SheetContent>
    </Sheet>
  )
}

type ChoicesProps = {
  label: string
  choices: readonly FilterChoice[]
  chosen: readonly string[]
  onToggle: (value: string) => void
}

function Choices({ label, choices, chosen, onToggle }: ChoicesProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const fits = choices.filter((choice) => choice.label.toLowerCase().includes(typed.trim().toLowerCase()))
  // What is chosen is always in sight.
  const shown = [
    ...choices.filter(({ value }) => chosen.includes(value)),
    ...fits.filter(({ value }) => !chosen.includes(value)).slice(0, MANY),
  ]
  const more = fits.filter((choice) => !shown.includes(choice)).length
  return (
    <fieldset className="grid gap-1">
      <legend className="pb-1 font-medium text-sm">{label}</legend>
      {choices.length > MANY ? (
        <Input
          aria-label={`Find a ${label.toLowerCase()}`}
          placeholder="Find…"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      {shown.map(({ value, label: word }) => (
        <label
          key={value}
          htmlFor={`${id}-${value}`}
          className="-mx-1.5 flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-1.5 hover:bg-line-soft"
        >
          <Checkbox
            id={`${id}-${value}`}
            checked={chosen.includes(value)}
            onCheckedChange={() => onToggle(value)}
          />
          <span className="min-w-0 truncate" title={word}>
            {word}
          </span>
        </label>
      ))}
      {choices.length === 0 ? <p className="text-dim text-sm">none yet</p> : null}
      {more > 0 ? <p className="text-dim text-xs">{more} more: type to find them</p> : null}
    </fieldset>
  )
}
