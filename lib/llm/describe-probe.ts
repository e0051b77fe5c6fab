import 'server-only'
import type { ProviderTestCall } from '@/lib/domain/provider'
import { Tier } from '@/lib/domain/words'
import { formatMoney } from '@/lib/format/format-money'
import type { ProviderAccess } from './provider-access'

function describeCall(call: ProviderTestCall): string {
  const { model, ok, latencyMs, tokens, costNanoUsd, priceGuessed, problem } = call
  if (!ok) return `${model} did not answer: ${problem}`
  const cost = costNanoUsd === 0 ? 'free' : formatMoney(costNanoUsd)
  const guess = priceGuessed ? ' It has no price: it is charged as the dearest known.' : ''
  return `${model} answered in ${latencyMs} ms (${tokens} tokens, ${cost}).${guess}`
}

/** The outcome of a test, each model in a line of its own. */
export function describeProbe(
  provider: Pick<ProviderAccess, 'models'>,
  listed: readonly string[],
  calls: readonly ProviderTestCall[],
): string {
  const missing = Tier.options.filter((tier) => listed.length > 0 && !listed.includes(provider.models[tier]))
  const names = missing.map((tier) => `${provider.models[tier]} (${tier})`).join(', ')
  return [
    ...calls.map(describeCall),
    ...(calls.length === 0 ? [`${listed.length} models are listed.`] : []),
    ...(names === '' ? [] : [`Not in the server’s list: ${names}.`]),
  ].join('\n')
}
