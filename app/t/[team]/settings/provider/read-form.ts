import type { ModelLimits, ProviderLimits } from '@/lib/domain/provider-settings'
import { Tier } from '@/lib/domain/words'

export const LIMIT_FIELDS = ['requestsPerMinute', 'tokensPerMinute', 'callsAtOnce'] as const

export function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '').trim()
}

export function readModels(form: FormData): Record<Tier, string> {
  const model = (tier: Tier) => textOf(form, tier)
  return { cheap: model('cheap'), capable: model('capable'), premium: model('premium') }
}

/** Empty is no limit; what is no number is left for the schema to refuse. */
function readLimits(form: FormData, prefix: string): ModelLimits {
  const count = (field: string) => {
    const text = textOf(form, `${prefix}${field}`)
    return text === '' ? null : Number(text)
  }
  return {
    requestsPerMinute: count('requestsPerMinute'),
    tokensPerMinute: count('tokensPerMinute'),
    callsAtOnce: count('callsAtOnce'),
  }
}

/** The provider's limits, and those of the tiers' models that have any of their own. */
export function readProviderLimits(form: FormData): ProviderLimits {
  const modelOf = readModels(form)
  const own = Tier.options
    .map((tier) => [modelOf[tier], readLimits(form, `${tier}.`)] as const)
    .filter(([model, limits]) => model !== '' && Object.values(limits).some((limit) => limit !== null))
  return { ...readLimits(form, ''), models: Object.fromEntries(own) }
}
