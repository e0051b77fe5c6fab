'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useAction } from '@/components/ui/use-action'
import type { ProviderRow, TierModels } from '@/lib/domain/provider'
import type { ProviderKind } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'
import { saveProviderAction } from './actions'
import { ProviderSwitches } from './provider-switches'

type ProviderFormProps = {
  teamSlug: string
  provider: ProviderRow | null
  defaultModels: TierModels
  listedModels: readonly string[]
  onDone: (name: string) => void
  onCancel: () => void
}

/** The address that is meant when none is given. */
const DEFAULT_ADDRESS = 'https://api.anthropic.com'
const KINDS = [
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'compatible', label: 'Compatible server' },
] as const
const TIER_LABEL = { cheap: 'Cheap', capable: 'Capable', premium: 'Premium' } satisfies Record<Tier, string>
const MODEL_FIELDS = Tier.options.map((tier) => `models.${tier}`)

/** All that a provider needs. The key is write-only: leaving it empty keeps the stored one. */
export function ProviderForm({
  teamSlug,
  provider,
  defaultModels,
  listedModels,
  onDone,
  onCancel,
}: ProviderFormProps) {
  const listId = useId()
  const save = useAction(saveProviderAction)
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? 'anthropic')
  const [isLocal, setIsLocal] = useState(provider?.isLocal ?? false)
  const [enabled, setEnabled] = useState(provider?.enabled ?? true)
  const address = provider === null || provider.baseUrl === DEFAULT_ADDRESS ? '' : provider.baseUrl
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const result = await save.run({
      team: teamSlug,
      id: provider?.id,
      name: text('name'),
      kind,
      baseUrl: text('baseUrl'),
      apiKey: text('apiKey') || null,
      models: Object.fromEntries(Tier.options.map((tier) => [tier, text(tier)])),
      isLocal,
      enabled,
    })
    if (result.ok) onDone(result.data.name)
  }
  return (
    <form className="grid gap-4" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <Segmented label="Kind of server" value={kind} options={KINDS} onValueChange={setKind} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Name" error={save.fieldError('name')}>
          {(control) => <Input {...control} name="name" defaultValue={provider?.name ?? 'Anthropic'} />}
        </FormField>
        <FormField
          label={kind === 'anthropic' ? 'Address (optional)' : 'Address'}
          error={save.fieldError('baseUrl')}
        >
          {(control) => (
            <Input
              {...control}
              name="baseUrl"
              type="url"
              defaultValue={address}
              placeholder={kind === 'anthropic' ? DEFAULT_ADDRESS : 'http://127.0.0.1:11434'}
              className="font-mono text-xs"
            />
          )}
        </FormField>
      </div>
      <FormField
        label={kind === 'anthropic' ? 'API key' : 'API key (optional)'}
        hint={
          provider?.keyLastFour
            ? `The stored key ends in ${provider.keyLastFour}. Leave this empty to keep it.`
            : 'Stored encrypted. Only its last four characters are ever shown again.'
        }
        error={save.fieldError('apiKey')}
      >
        {(control) => (
          <Input
            {...control}
            name="apiKey"
            type="password"
            autoComplete="new-password"
            className="font-mono text-xs"
          />
        )}
      </FormField>
      <fieldset className="grid gap-4 sm:grid-cols-3">
        <legend className="mb-1.5 text-dim text-sm">
          Model of each tier: a run climbs from cheap to premium
        </legend>
        {Tier.options.map((tier) => (
          <FormField key={tier} label={TIER_LABEL[tier]} error={save.fieldError(`models.${tier}`)}>
            {(control) => (
              <Input
                {...control}
                name={tier}
                list={listId}
                defaultValue={defaultModels[tier]}
                className="font-mono text-xs"
              />
            )}
          </FormField>
        ))}
      </fieldset>
      <datalist id={listId}>
        {listedModels.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <ProviderSwitches isLocal={isLocal} onLocal={setIsLocal} enabled={enabled} onEnabled={setEnabled} />
      <FormError text={save.formError('name', 'baseUrl', 'apiKey', ...MODEL_FIELDS)} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={save.pending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  )
}
