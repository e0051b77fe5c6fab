'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useAction } from '@/components/ui/use-action'
import type { ProviderRow, TierModels } from '@/lib/domain/provider'
import { ANTHROPIC_URL, defaultAddress, ProviderKind } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'
import { saveProviderAction } from './actions'
import { CloudFields } from './cloud-fields'
import { KeyField } from './key-field'
import { LimitFields } from './limit-fields'
import { OfferedModels } from './offered-models'
import { KIND_WORDS } from './provider-kinds'
import { ProviderSwitches } from './provider-switches'
import { readModels, readProviderLimits, textOf } from './read-form'
import { TierFields } from './tier-fields'

export type ProviderFormProps = {
  teamSlug: string
  /** null: a new one */
  provider: ProviderRow | null
  defaultModels: TierModels
  listedModels: readonly string[]
  /** names of price rows in force; null: who looks sees no prices */
  priced: readonly string[] | null
  lendsIdentity: boolean
  onDone: (name: string) => void
  onCancel: () => void
}

const KINDS = ProviderKind.options.map((value) => ({ value, label: KIND_WORDS[value].label }))
const ADDRESS = {
  anthropic: ANTHROPIC_URL,
  compatible: 'http://127.0.0.1:11434',
  bedrock: 'that of the region',
  vertex: 'that of the region',
} satisfies Record<ProviderKind, string>
const NO_MODELS: TierModels = { cheap: '', capable: '', premium: '' }
const SHOWN_FIELDS = [
  'name',
  'baseUrl',
  'apiKey',
  'settings.region',
  'settings.cloudProject',
  'settings.accessKeyId',
  'settings.signIn',
  ...Tier.options.map((tier) => `models.${tier}`),
]

function ownAddress(provider: ProviderRow | null): string {
  if (provider === null) return ''
  return provider.baseUrl === defaultAddress(provider.kind, provider.settings) ? '' : provider.baseUrl
}

/** All that a provider needs. */
export function ProviderForm(props: ProviderFormProps) {
  const { teamSlug, provider, defaultModels, listedModels, priced, lendsIdentity, onDone, onCancel } = props
  const save = useAction(saveProviderAction)
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? 'anthropic')
  const [signIn, setSignIn] = useState(provider?.settings.signIn ?? 'access-key')
  const [effort, setEffort] = useState(provider?.settings.effort ?? {})
  const [isLocal, setIsLocal] = useState(provider?.isLocal ?? false)
  // Until it is touched here it is what the switch on the page says, also when that is moved meanwhile.
  const [enabled, setEnabled] = useState<boolean>()
  const choose = (next: ProviderKind) => {
    setKind(next)
    // Vertex has no bearer tokens.
    if (next === 'vertex' && signIn === 'bearer') setSignIn('access-key')
  }
  const [listed, setListed] = useState(listedModels)
  // The names of the API's own models: other servers know theirs by other names.
  const models = provider === null && kind !== 'anthropic' ? NO_MODELS : defaultModels
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const accessKeyId = signIn === 'access-key' ? textOf(form, 'accessKeyId') : ''
    const result = await save.run({
      team: teamSlug,
      id: provider?.id,
      name: textOf(form, 'name'),
      kind,
      baseUrl: textOf(form, 'baseUrl'),
      apiKey: textOf(form, 'apiKey') || null,
      models: readModels(form),
      settings: {
        region: textOf(form, 'region'),
        cloudProject: textOf(form, 'cloudProject'),
        accessKeyId,
        signIn,
        effort,
      },
      limits: readProviderLimits(form),
      isLocal: kind === 'compatible' && isLocal,
      enabled,
    })
    if (result.ok) onDone(result.data.name)
  }
  return (
    <form className="grid gap-4" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <div className="grid gap-1.5">
        <Segmented
          label="Kind of provider"
          value={kind}
          options={KINDS}
          onValueChange={choose}
          className="grid w-full grid-cols-2 whitespace-nowrap sm:inline-flex sm:w-fit"
        />
        <p className="text-dim text-xs">{KIND_WORDS[kind].hint}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField label="Name" error={save.fieldError('name')}>
          {(control) => (
            <Input
              {...control}
              key={provider === null ? kind : 'own'}
              name="name"
              defaultValue={provider?.name ?? KIND_WORDS[kind].label}
            />
          )}
        </FormField>
        <FormField
          label={kind === 'compatible' ? 'Address' : 'Address (optional)'}
          error={save.fieldError('baseUrl')}
        >
          {(control) => (
            <Input
              {...control}
              name="baseUrl"
              type="url"
              defaultValue={ownAddress(provider)}
              placeholder={ADDRESS[kind]}
              className="font-mono text-xs"
            />
          )}
        </FormField>
      </div>
      <CloudFields
        kind={kind}
        settings={provider?.settings ?? null}
        signIn={signIn}
        onSignIn={setSignIn}
        lendsIdentity={lendsIdentity}
        fieldError={save.fieldError}
      />
      <KeyField
        kind={kind}
        signIn={signIn}
        lastFour={provider?.keyLastFour ?? null}
        error={save.fieldError('apiKey')}
      />
      {kind === 'compatible' ? (
        <OfferedModels teamSlug={teamSlug} providerId={provider?.id} isLocal={isLocal} onListed={setListed} />
      ) : null}
      <TierFields
        key={provider === null ? kind : 'own'}
        models={models}
        example={KIND_WORDS[kind].model}
        listedModels={listed}
        // A local model without a price is free: nobody sends a bill.
        priced={kind === 'compatible' && isLocal ? null : priced}
        effort={effort}
        onEffort={setEffort}
        fieldError={save.fieldError}
      />
      <LimitFields provider={provider} fieldError={save.fieldError} />
      <ProviderSwitches
        mayBeLocal={kind === 'compatible'}
        isLocal={isLocal}
        onLocal={setIsLocal}
        enabled={enabled ?? provider?.enabled ?? true}
        onEnabled={setEnabled}
      />
      <FormError text={save.formError(...SHOWN_FIELDS)} />
      <DialogFooter>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" loading={save.pending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  )
}
