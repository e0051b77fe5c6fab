'use client'

import Link from 'next/link'
import { type ReactNode, useId } from 'react'
import { LeftAlone } from '@/components/providers/left-alone'
import { TIER_WORD } from '@/components/runs/run-words'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import type { BreakerRow } from '@/lib/domain/breaker'
import { StartTier } from '@/lib/domain/launch'
import { Tier, type WorkflowName } from '@/lib/domain/words'
import type { LaunchDraft } from './use-launch-draft'

const START_WORD = { auto: 'By complexity', ...TIER_WORD } satisfies Record<StartTier, string>

type HowPanelProps = {
  team: string
  draft: LaunchDraft
  modelHindrance: 'opted-out' | 'no-provider' | null
  /** name of the provider that comes first and has no batch API; null: it has one */
  noBatchAt: string | null
  /** models that are left alone right now */
  breakers: readonly BreakerRow[]
  className?: string
}

/** Third question: how. */
export function HowPanel({ team, draft, modelHindrance, noBatchAt, breakers, className }: HowPanelProps) {
  const { options, setOptions } = draft
  const usesModel = options.useModel && modelHindrance === null
  // By complexity a run starts on the cheap or the capable tier: any ceiling is above the lower of the two.
  const lowestCeiling = options.startTier === 'auto' ? 'cheap' : options.startTier
  const chooseStart = (startTier: StartTier) =>
    setOptions({
      ...options,
      startTier,
      ceilingTier: startTier === 'auto' ? options.ceilingTier : higherOf(startTier, options.ceilingTier),
    })
  return (
    <Panel title="How" className={className}>
      <div className="grid gap-3.5 px-3.5 py-3">
        <Toggle
          label="Use a model"
          checked={usesModel}
          disabled={modelHindrance !== null}
          onChange={(useModel) => setOptions({ ...options, useModel })}
          hint={
            <ModelHint
              team={team}
              hindrance={modelHindrance}
              on={usesModel}
              words={wordsOf(draft.workflow)}
            />
          }
        />
        {usesModel ? (
          <>
            <LeftAlone breakers={breakers}>
              {breakers.every(({ isKeyRefused }) => isKeyRefused)
                ? 'Until then runs ask the next provider, or take the template path for $0.'
                : 'Until it answers, runs ask the next provider, wait, or take the template path.'}{' '}
              <Link href={`/t/${team}/settings/provider`} className="underline underline-offset-4">
                Providers
              </Link>
            </LeftAlone>
            <div className="grid grid-cols-2 gap-2.5">
              <FormField label="Start tier">
                {(control) => (
                  <Select
                    {...control}
                    value={options.startTier}
                    options={StartTier.options.map((tier) => ({ value: tier, label: START_WORD[tier] }))}
                    onValueChange={chooseStart}
                  />
                )}
              </FormField>
              <FormField label="Ceiling">
                {(control) => (
                  <Select
                    {...control}
                    value={options.ceilingTier}
                    options={Tier.options.map((tier) => ({
                      value: tier,
                      label: TIER_WORD[tier],
                      disabled: higherOf(tier, lowestCeiling) !== tier,
                    }))}
                    onValueChange={(ceilingTier) => setOptions({ ...options, ceilingTier })}
                  />
                )}
              </FormField>
            </div>
            <FormField
              label="Budget for this launch, US$"
              hint="When it is used up, the remaining runs take the template path."
              error={draft.budgetError}
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  placeholder="no limit of its own"
                  value={draft.budgetText}
                  ref={draft.raisesLimit ? focusOnce : undefined}
                  onChange={(event) => draft.setBudgetText(event.target.value)}
                />
              )}
            </FormField>
            <Toggle
              label="Use the cache"
              checked={options.useCache}
              onChange={(useCache) => setOptions({ ...options, useCache })}
              hint="Results for code that has not changed cost nothing; they are executed again."
            />
            <Toggle
              label="Cheaper, within 24 hours"
              checked={options.delivery === 'within-24h' && noBatchAt === null}
              disabled={noBatchAt !== null}
              onChange={(on) => setOptions({ ...options, delivery: on ? 'within-24h' : 'now' })}
              hint={
                noBatchAt === null
                  ? 'First calls go through the provider’s batch API at half the price; repairs are asked at once.'
                  : `${noBatchAt} is asked first and has no batch API; only Anthropic’s own API has one.`
              }
            />
          </>
        ) : null}
      </div>
    </Panel>
  )
}

/** Who came to raise the limit begins there; the old amount is selected, to be typed over. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
  input?.select()
}

/** The dearer of two tiers. */
function higherOf(one: Tier, other: Tier): Tier {
  return Tier.options.indexOf(one) >= Tier.options.indexOf(other) ? one : other
}

/** What a workflow does with a model, and what it does without one. */
const MAKES_TESTS = {
  without: 'tests are made by observation',
  alone: 'Tests are made by observation alone, for $0.',
  withModel: 'It writes what observation cannot find; everything it writes is executed.',
}
const FINDS = {
  without: 'findings rest on static evidence',
  alone: 'Findings rest on static evidence alone, for $0.',
  withModel:
    'It judges the evidence and finds more; what it says must quote the code and survive a second look.',
}
const wordsOf = (workflow: WorkflowName | undefined) =>
  workflow === 'code-review' || workflow === 'bug-prediction' ? FINDS : MAKES_TESTS

type ModelHintProps = {
  team: string
  hindrance: HowPanelProps['modelHindrance']
  on: boolean
  words: typeof MAKES_TESTS
}

function ModelHint({ team, hindrance, on, words }: ModelHintProps) {
  const link = 'text-accent underline underline-offset-4'
  if (hindrance === 'opted-out') {
    return (
      <>
        Your team has switched models off in{' '}
        <Link href={`/t/${team}/settings/general`} className={link}>
          Settings
        </Link>
        : {words.without}, for $0.
      </>
    )
  }
  if (hindrance === 'no-provider') {
    return (
      <>
        No model is connected: {words.without}, for $0.{' '}
        <Link href={`/t/${team}/settings/provider`} className={link}>
          Connect one
        </Link>
      </>
    )
  }
  return on ? words.withModel : words.alone
}

type ToggleProps = {
  label: string
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
  hint: ReactNode
}

function Toggle({ label, checked, disabled, onChange, hint }: ToggleProps) {
  const id = useId()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <Label htmlFor={id}>{label}</Label>
      <Switch
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="text-dim text-xs">
        {hint}
      </p>
    </div>
  )
}
