import { House, Power, Server } from 'lucide-react'
import { Pill } from '@/components/ui/pill'
import type { ProviderRow } from '@/lib/domain/provider'
import { KIND_WORDS } from './provider-kinds'

/** What a provider is, in a few words. */
export function ProviderBadges({ provider }: { provider: ProviderRow }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {KIND_WORDS[provider.kind].label === provider.name ? null : KIND_WORDS[provider.kind].label}
      {provider.isLocal ? (
        <Pill>
          <House aria-hidden /> local
        </Pill>
      ) : null}
      {provider.enabled ? null : (
        <Pill tone="warn">
          <Power aria-hidden /> switched off
        </Pill>
      )}
      {provider.origin === 'environment' ? (
        <Pill title="Set by ANTHROPIC_API_KEY or ANTHROPIC_BASE_URL; used until the team connects its own.">
          <Server aria-hidden /> from the server’s environment
        </Pill>
      ) : null}
    </span>
  )
}
