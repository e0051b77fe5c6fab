'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { useAction } from '@/components/ui/use-action'
import type { RepriceEvent, RepricePreview, RepriceRequest } from '@/lib/domain/price'
import { previewRepriceAction } from './actions'
import { RepriceDifference } from './reprice-difference'
import { RepriceHistory } from './reprice-history'

type RepricePanelProps = {
  teamSlug: string
  models: readonly string[]
  reprices: readonly RepriceEvent[]
  editable: boolean
  today: string
}

/** Prices attempts again: choose, see the difference, confirm. */
export function RepricePanel({ teamSlug, models, reprices, editable, today }: RepricePanelProps) {
  const look = useAction(previewRepriceAction)
  const [chosen, setChosen] = useState<readonly string[]>(models)
  const [seen, setSeen] = useState<{ request: RepriceRequest; preview: RepricePreview } | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSeen(null)
    const form = new FormData(event.currentTarget)
    const request = { from: String(form.get('from')), to: String(form.get('to')), models: [...chosen] }
    const result = await look.run({ team: teamSlug, ...request })
    if (result.ok) setSeen({ request, preview: result.data })
  }
  if (!editable && reprices.length === 0) return null
  return (
    // Room below: messages lie over the lower right corner, where the last column would end.
    <Panel title="Price attempts again" note="by the prices that hold for their time now" className="mb-20">
      {editable && models.length > 0 ? (
        <form className="grid gap-3 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
          <fieldset className="flex flex-wrap gap-x-4 gap-y-1.5">
            <legend className="mb-1.5 text-dim text-sm">Models that attempts called</legend>
            {models.map((model) => (
              <span key={model} className="flex items-center gap-2">
                <Checkbox
                  id={`reprice-${model}`}
                  checked={chosen.includes(model)}
                  onCheckedChange={(on) =>
                    setChosen(on === true ? [...chosen, model] : chosen.filter((name) => name !== model))
                  }
                />
                <Label htmlFor={`reprice-${model}`} className="font-mono text-xs">
                  {model}
                </Label>
              </span>
            ))}
          </fieldset>
          <div className="flex flex-wrap items-end gap-3">
            <FormField label="From (UTC day)" error={look.fieldError('from')}>
              {(control) => (
                <Input {...control} name="from" type="date" defaultValue={`${today.slice(0, 8)}01`} />
              )}
            </FormField>
            <FormField label="To" error={look.fieldError('to')}>
              {(control) => <Input {...control} name="to" type="date" defaultValue={today} />}
            </FormField>
            <Button type="submit" loading={look.pending}>
              Show the difference
            </Button>
          </div>
          <FormError text={look.formError('from', 'to')} />
        </form>
      ) : null}
      {editable && models.length === 0 ? (
        <p className="px-3.5 py-3 text-dim">No model was called yet.</p>
      ) : null}
      {seen === null ? null : (
        <RepriceDifference teamSlug={teamSlug} {...seen} onDone={() => setSeen(null)} />
      )}
      <RepriceHistory reprices={reprices} />
    </Panel>
  )
}
