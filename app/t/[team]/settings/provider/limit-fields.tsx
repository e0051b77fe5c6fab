import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import type { ProviderRow } from '@/lib/domain/provider'
import type { ModelLimits } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'
import { LIMIT_FIELDS } from './read-form'

const LABEL = {
  requestsPerMinute: 'Requests a minute',
  tokensPerMinute: 'Tokens a minute',
  callsAtOnce: 'Calls at once',
} satisfies Record<keyof ModelLimits, string>

type LimitFieldsProps = {
  provider: ProviderRow | null
  fieldError: (field: string) => string | null
}

/** How much may be asked of each model; empty: as much as the provider itself allows. */
export function LimitFields({ provider, fieldError }: LimitFieldsProps) {
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="cursor-default font-medium">Limits</summary>
      <p className="mt-1.5 text-dim text-xs">
        Of each model, shared by all runs. Empty: what the provider itself allows, as it tells.
      </p>
      <Row name="" limits={provider?.limits ?? null} errorOf={(field) => fieldError(`limits.${field}`)} />
      <details className="mt-3">
        <summary className="cursor-default text-dim text-sm">Other limits for single models</summary>
        {Tier.options.map((tier) => {
          const model = provider?.models[tier] ?? ''
          return (
            <fieldset key={tier} className="mt-2">
              <legend className="text-dim text-sm">The {tier} tier’s model</legend>
              <Row
                name={`${tier}.`}
                limits={provider?.limits.models[model] ?? null}
                errorOf={(field) => fieldError(`limits.models.${model}.${field}`)}
              />
            </fieldset>
          )
        })}
      </details>
    </details>
  )
}

type RowProps = {
  name: string
  limits: ModelLimits | null
  errorOf: (field: keyof ModelLimits) => string | null
}

function Row({ name, limits, errorOf }: RowProps) {
  return (
    <div className="mt-1.5 grid gap-4 sm:grid-cols-3">
      {LIMIT_FIELDS.map((field) => (
        <FormField key={field} label={LABEL[field]} error={errorOf(field)}>
          {(control) => (
            <Input
              {...control}
              name={`${name}${field}`}
              type="number"
              inputMode="numeric"
              min={1}
              defaultValue={limits?.[field] ?? ''}
              placeholder="no limit"
            />
          )}
        </FormField>
      ))}
    </div>
  )
}
