'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Panel } from '@/components/ui/panel'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { CacheLimits } from '@/lib/domain/cache'
import { setCacheLimitsAction } from './actions'

type LimitsFormProps = { teamSlug: string; limits: CacheLimits; editable: boolean }

/** How long and how much is kept. */
export function LimitsForm({ teamSlug, limits, editable }: LimitsFormProps) {
  const router = useRouter()
  const save = useAction(setCacheLimitsAction)
  const [days, setDays] = useState(String(limits.days))
  const [megabytes, setMegabytes] = useState(String(limits.megabytes))
  const isChanged = days.trim() !== String(limits.days) || megabytes.trim() !== String(limits.megabytes)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await save.run({ team: teamSlug, days: days.trim(), megabytes: megabytes.trim() })
    if (!result.ok) return
    toast.success('Saved. What is above the limits goes within the hour.')
    router.refresh()
  }
  return (
    <Panel title="What is kept">
      <form className="grid gap-4 p-3.5" noValidate onSubmit={(event) => void submit(event)}>
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormField
            label="Days"
            hint="Results that nobody used for so many days are removed."
            error={save.fieldError('days')}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={days}
                disabled={!editable}
                onChange={(event) => setDays(event.target.value)}
              />
            )}
          </FormField>
          <FormField
            label="Megabytes"
            hint="Above it, the results used longest ago are removed."
            error={save.fieldError('megabytes')}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={megabytes}
                disabled={!editable}
                onChange={(event) => setMegabytes(event.target.value)}
              />
            )}
          </FormField>
        </div>
        <FormError text={save.formError('days', 'megabytes')} />
        {editable ? (
          <div>
            <Button type="submit" loading={save.pending} disabled={!isChanged}>
              Save
            </Button>
          </div>
        ) : (
          <p className="text-dim">Only an owner or admin of the team can change it.</p>
        )}
      </form>
    </Panel>
  )
}
