'use client'

import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { useAction } from '@/components/ui/use-action'
import type { PriceRow } from '@/lib/domain/price'
import { addPriceAction } from './actions'

type PriceFormProps = {
  teamSlug: string
  like: PriceRow | null
  /** what an empty form begins with */
  model: string
  today: string
  onDone: (model: string) => void
  onCancel: () => void
}

const RATES = [
  { name: 'input', label: 'Input' },
  { name: 'output', label: 'Output' },
  { name: 'cacheRead', label: 'Cache read' },
  { name: 'cacheWrite5m', label: 'Cache write, 5 min' },
  { name: 'cacheWrite1h', label: 'Cache write, 1 h' },
] as const
const FIELDS = [
  'model',
  'from',
  'minPromptTokens',
  'batchPercent',
  'source',
  ...RATES.map(({ name }) => name),
]
const NANO_PER_USD = 1_000_000_000

const asUsd = (nanoUsd: number | undefined) => (nanoUsd === undefined ? '' : String(nanoUsd / NANO_PER_USD))
/** An empty field is no number: 0 would be a price nobody meant. */
const asNumber = (text: string) => (text === '' ? null : Number(text))

/** A model's rates from a day on. */
export function PriceForm({ teamSlug, like, model, today, onDone, onCancel }: PriceFormProps) {
  const add = useAction(addPriceAction)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const result = await add.run({
      team: teamSlug,
      ...Object.fromEntries(
        ['model', 'from', 'source', ...RATES.map(({ name }) => name)].map((name) => [name, text(name)]),
      ),
      minPromptTokens: asNumber(text('minPromptTokens')),
      batchPercent: asNumber(text('batchPercent')),
    })
    if (result.ok) onDone(text('model'))
  }
  const field = (name: string, label: string, value: string, hint?: string, type = 'text') => (
    <FormField key={name} className="content-start" label={label} hint={hint} error={add.fieldError(name)}>
      {(control) => (
        <Input
          {...control}
          name={name}
          type={type}
          defaultValue={value}
          inputMode={type === 'text' ? undefined : 'decimal'}
        />
      )}
    </FormField>
  )
  return (
    <form className="grid gap-4" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('model', 'Model', like?.model ?? model, 'Its id, as the provider names it.')}
        {field('from', 'From (UTC day)', today, undefined, 'date')}
      </div>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {RATES.map(({ name, label }) => field(name, label, asUsd(like?.[name])))}
        {field('batchPercent', 'Batch, % of it', String((like?.batchPermille ?? 500) / 10))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {field(
          'minPromptTokens',
          'For prompts from (tokens)',
          String(like?.minPromptTokens ?? 0),
          '0: for all, but where a longer band says otherwise.',
        )}
        {field('source', 'Source', '', 'Where the price is from: an address, a contract.')}
      </div>
      <FormError text={add.formError(...FIELDS)} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={add.pending}>
          Add the price
        </Button>
      </DialogFooter>
    </form>
  )
}
