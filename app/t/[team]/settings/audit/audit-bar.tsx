'use client'

import { type ReactNode, useId } from 'react'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/filter-chip'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Select } from '@/components/ui/select'
import { auditSubjects } from '@/lib/domain/audit'
import type { AuditFilterState } from './audit-filters'

type AuditBarProps = {
  state: AuditFilterState
  people: readonly { id: string; name: string }[]
  onChange: (patch: Partial<AuditFilterState>) => void
  /** null: nothing is narrowed down */
  onClear: (() => void) | null
  /** buttons at the end */
  children: ReactNode
}

const EVERYTHING = { value: 'all', label: 'Everything' }
const EVERYBODY = { value: 'all', label: 'Everybody' }
const ITSELF = { value: 'nobody', label: 'Assay itself' }

const one = (value: string) => (value === 'all' ? [] : [value])

/** What narrows the log down: about what, by whom, from and until which day. */
export function AuditBar({ state, people, onChange, onClear, children }: AuditBarProps) {
  const about = auditSubjects.map((word) => ({ value: word, label: word }))
  const who = [EVERYBODY, ...people.map(({ id, name }) => ({ value: id, label: name })), ITSELF]
  return (
    <search className="flex flex-wrap items-end gap-2" aria-label="Narrow the audit log down">
      <Field label="About">
        {(id) => (
          <Select
            id={id}
            className="w-36"
            value={state.about[0] ?? 'all'}
            options={[EVERYTHING, ...about]}
            onValueChange={(value) => onChange({ about: one(value) })}
          />
        )}
      </Field>
      <Field label="By">
        {(id) => (
          <Select
            id={id}
            className="w-44"
            value={state.who[0] ?? 'all'}
            options={who}
            onValueChange={(value) => onChange({ who: one(value) })}
          />
        )}
      </Field>
      <Field label="From (UTC)">
        {(id) => <DayInput id={id} value={state.from} onChange={(from) => onChange({ from })} />}
      </Field>
      <Field label="Until">
        {(id) => <DayInput id={id} value={state.until} onChange={(until) => onChange({ until })} />}
      </Field>
      {state.subject === null ? null : (
        <ul aria-label="Active filters" className="pb-1">
          <FilterChip text="One thing" onRemove={() => onChange({ subject: null })} />
        </ul>
      )}
      {onClear === null ? null : (
        <Button variant="ghost" onClick={onClear}>
          Clear
        </Button>
      )}
      <span className="ml-auto">{children}</span>
    </search>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <span className="grid gap-1">
      <Label htmlFor={id} className="text-dim text-xs">
        {label}
      </Label>
      {children(id)}
    </span>
  )
}

type DayInputProps = { id: string; value: string | null; onChange: (day: string | null) => void }

function DayInput({ id, value, onChange }: DayInputProps) {
  return (
    <Input
      id={id}
      type="date"
      className="w-36"
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    />
  )
}
