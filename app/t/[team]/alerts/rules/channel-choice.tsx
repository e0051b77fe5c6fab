'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { FormError } from '@/components/ui/form-error'
import { Label } from '@/components/ui/label'
import type { AlertRuleChoices } from '@/lib/domain/alert'
import type { FieldsProps } from './condition-fields'

/** Through which channels a rule is told. */
export function ChannelChoice({
  form,
  onChange,
  errorOf,
  channels,
}: FieldsProps & Pick<AlertRuleChoices, 'channels'>) {
  const toggle = (id: string, chosen: boolean) =>
    onChange({
      channelIds: chosen ? [...form.channelIds, id] : form.channelIds.filter((other) => other !== id),
    })
  return (
    <fieldset className="col-span-full grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">Told through</legend>
      <Label className="flex items-center gap-2 font-normal">
        <Checkbox
          checked={form.allChannels}
          onCheckedChange={(checked) => onChange({ allChannels: checked === true })}
        />
        every channel of the team, also later ones
      </Label>
      {form.allChannels
        ? null
        : channels.map(({ id, name }) => (
            <Label key={id} className="flex items-center gap-2 font-normal">
              <Checkbox
                checked={form.channelIds.includes(id)}
                onCheckedChange={(checked) => toggle(id, checked === true)}
              />
              {name}
            </Label>
          ))}
      {!form.allChannels && channels.length === 0 ? (
        <p className="text-dim text-sm">There is no channel yet: it is told in the app alone.</p>
      ) : null}
      <FormError text={errorOf('channelIds')} />
    </fieldset>
  )
}
