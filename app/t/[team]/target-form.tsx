'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { TARGETS, type TargetKind, type TargetName, TYPED_AS, typedTarget } from '@/lib/domain/targets'
import { formatTarget } from '@/lib/format/format-target'
import { setTargetAction } from './actions'
import { SIDE_SIGN } from './target-text'

type TargetFormProps = { teamSlug: string; name: TargetName; target: number; onDone: () => void }

/** Sets what the team holds a figure against; charts draw the same line. */
export function TargetForm({ teamSlug, name, target, onDone }: TargetFormProps) {
  const { label, unit, side, planned }: TargetKind = TARGETS[name]
  const save = useAction(setTargetAction)
  const [problem, setProblem] = useState<string | null>(null)
  const set = async (value: number | null) => {
    const result = await save.run({ team: teamSlug, criterion: name, value })
    if (!result.ok) return
    toast.success(`${label}: the target is ${SIDE_SIGN[side]} ${formatTarget(unit, value ?? planned)}.`)
    onDone()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('target') ?? '').trim()
    const typed = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
    setProblem(Number.isNaN(typed) ? 'Enter a number.' : null)
    // Binary fractions: 95 × 0.01 must be 0.95.
    if (!Number.isNaN(typed)) void set(Number((typed * TYPED_AS[unit].per).toPrecision(12)))
  }
  return (
    <form className="grid gap-3" noValidate onSubmit={submit}>
      <FormField
        label={`Target: ${SIDE_WORDS[side]}, ${TYPED_AS[unit].word}`}
        error={problem ?? save.fieldError('value')}
      >
        {(control) => (
          <Input {...control} name="target" inputMode="decimal" defaultValue={typedTarget(unit, target)} />
        )}
      </FormField>
      <FormError text={save.formError('value')} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="sm" loading={save.pending}>
          Save
        </Button>
        {target === planned ? null : (
          <Button size="sm" disabled={save.pending} onClick={() => void set(null)}>
            The plan’s: {formatTarget(unit, planned)}
          </Button>
        )}
      </div>
    </form>
  )
}

const SIDE_WORDS = { above: 'more than', below: 'less than', 'at-least': 'at least' } satisfies Record<
  TargetKind['side'],
  string
>
