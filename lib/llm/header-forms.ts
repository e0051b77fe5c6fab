import 'server-only'
import type { HeaderForm } from '@/lib/domain/provider-settings'
import type { ProviderAccess } from './provider-access'

const WITH_KEY: HeaderForm[] = [
  { key: 'both', version: '2023-06-01' },
  { key: 'both', version: 'newest' },
  { key: 'x-api-key', version: '2023-06-01' },
  { key: 'bearer', version: '2023-06-01' },
  { key: 'x-api-key', version: 'newest' },
  { key: 'bearer', version: 'newest' },
]
/** Most servers that want no key take any; some refuse one. */
const WITHOUT_KEY: HeaderForm[] = [
  { key: 'both', version: '2023-06-01' },
  { key: 'none', version: '2023-06-01' },
  { key: 'none', version: 'newest' },
]

/** The forms of headers to try at a compatible server, the one that worked last first; elsewhere there is no choice. */
export function headerForms(provider: ProviderAccess): (HeaderForm | null)[] {
  if (provider.kind !== 'compatible') return [null]
  const forms = provider.apiKey === null ? WITHOUT_KEY : WITH_KEY
  const known = provider.settings.headers
  if (known === null) return forms
  return [known, ...forms.filter(({ key, version }) => key !== known.key || version !== known.version)]
}
