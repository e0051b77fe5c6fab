'use client'

import { useId, useState } from 'react'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { priceNames } from '@/lib/domain/model-line'
import type { TierModels } from '@/lib/domain/provider'
import { Effort } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'
import { formatList } from '@/lib/format/format-list'

const TIER_LABEL = { cheap: 'Cheap', capable: 'Capable', premium: 'Premium' } satisfies Record<Tier, string>
const EFFORTS = [
  { value: 'default', label: 'Effort: default' } as const,
  ...Effort.options.map((value) => ({ value, label: `Effort: ${value}` }) as const),
]

export type EffortByTier = Partial<Record<Tier, Effort>>

type TierFieldsProps = {
  models: TierModels
  /** how such a provider names its models; shown where none is entered */
  example: string
  /** ids that the server listed when it was tested */
  listedModels: readonly string[]
  /** names of price rows in force; null: what has none is not told */
  priced: readonly string[] | null
  effort: EffortByTier
  onEffort: (effort: EffortByTier) => void
  fieldError: (field: string) => string | null
}

/** The model of each tier, and how much thought it puts into an answer. */
export function TierFields(props: TierFieldsProps) {
  const { models, example, listedModels, priced, effort, onEffort, fieldError } = props
  const listId = useId()
  const [named, setNamed] = useState(models)
  const hasPrice = (model: string) => priceNames(model).some((name) => priced?.includes(name))
  const typed = [...new Set(Object.values(named).map((model) => model.trim()))].filter(
    (model) => model !== '',
  )
  const unpriced = priced === null ? [] : typed.filter((model) => !hasPrice(model))
  return (
    <fieldset className="grid gap-4 sm:grid-cols-3">
      <legend className="mb-1.5 text-dim text-sm">
        Model of each tier: a run climbs from cheap to premium
      </legend>
      {Tier.options.map((tier) => (
        <div key={tier} className="grid content-start gap-1.5">
          <FormField label={TIER_LABEL[tier]} error={fieldError(`models.${tier}`)}>
            {(control) => (
              <Input
                {...control}
                name={tier}
                list={listId}
                defaultValue={models[tier]}
                onChange={(event) => setNamed({ ...named, [tier]: event.target.value })}
                placeholder={example}
                className="font-mono text-xs"
              />
            )}
          </FormField>
          <Select
            aria-label={`Effort of the ${tier} tier`}
            value={effort[tier] ?? 'default'}
            options={EFFORTS}
            onValueChange={(value) =>
              onEffort({ ...effort, [tier]: value === 'default' ? undefined : value })
            }
          />
        </div>
      ))}
      <p role="status" className="text-warn text-xs empty:hidden sm:col-span-3">
        {unpriced.length === 0
          ? null
          : `No price is known of ${formatList(unpriced)}: calls are charged as the dearest known.`}
      </p>
      <datalist id={listId}>
        {listedModels.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
    </fieldset>
  )
}
