import type { ReactNode } from 'react'
import type { ProviderRow } from '@/lib/domain/provider'
import type { ModelLimits } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'
import { SIGN_IN_WORDS } from './provider-kinds'

const TIER_NAME = { cheap: 'Cheap tier', capable: 'Capable tier', premium: 'Premium tier' } satisfies Record<
  Tier,
  string
>

function inWords({ requestsPerMinute, tokensPerMinute, callsAtOnce }: ModelLimits): string {
  const parts = [
    requestsPerMinute === null ? null : `${requestsPerMinute.toLocaleString('en')} requests a minute`,
    tokensPerMinute === null ? null : `${tokensPerMinute.toLocaleString('en')} tokens a minute`,
    callsAtOnce === null ? null : `${callsAtOnce} calls at once`,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** What is known of a provider, as a list of names and values. */
export function ProviderFacts({ provider }: { provider: ProviderRow }) {
  const { settings, limits, models, keyLastFour } = provider
  const isCloud = provider.kind === 'bedrock' || provider.kind === 'vertex'
  const general = inWords(limits)
  return (
    <dl className="grid gap-x-6 gap-y-1.5 p-3.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <Fact name="Address">
        <span className="break-all font-mono text-xs">{provider.baseUrl}</span>
      </Fact>
      {isCloud ? (
        <Fact name="Account">
          {[settings.region, settings.cloudProject, settings.accessKeyId, SIGN_IN_WORDS[settings.signIn]]
            .filter((part) => part !== null)
            .join(' · ')}
        </Fact>
      ) : null}
      <Fact name="Key">
        {keyLastFour === null ? (
          <span className="text-dim">none</span>
        ) : (
          <span className="font-mono text-xs">
            <span aria-hidden>••••</span>
            <span className="sr-only">ends in </span>
            {keyLastFour.length < 4 ? null : keyLastFour}
          </span>
        )}
      </Fact>
      {settings.headers === null ? null : (
        <Fact name="Headers">
          {settings.headers.key === 'both' ? 'bearer and x-api-key' : settings.headers.key}, version{' '}
          {settings.headers.version}
        </Fact>
      )}
      {Tier.options.map((tier) => (
        <Fact key={tier} name={TIER_NAME[tier]}>
          {models[tier]}
          {settings.effort[tier] === undefined ? null : (
            <span className="text-dim"> · effort {settings.effort[tier]}</span>
          )}
        </Fact>
      ))}
      {general === '' ? null : <Fact name="Limits">{general}</Fact>}
      {Object.entries(limits.models).map(([model, own]) => (
        <Fact key={model} name="Limits">
          {model}: {inWords(own)}
        </Fact>
      ))}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
