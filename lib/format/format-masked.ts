import type { MaskedKind, MaskedKinds } from '@/lib/domain/masked-kind'
import { formatPlural } from './format-count'
import { formatList } from './format-list'

const NAMES = {
  secret: ['secret', 'secrets'],
  'e-mail': ['e-mail address', 'e-mail addresses'],
  phone: ['telephone number', 'telephone numbers'],
  iban: ['IBAN', 'IBANs'],
  card: ['card number', 'card numbers'],
  'national-id': ['national ID', 'national IDs'],
  'ip-address': ['IP address', 'IP addresses'],
} satisfies Record<MaskedKind, [string, string]>

/** "1 secret and 2 e-mail addresses": what prompts had to have masked, of several runs together; null: nothing. */
export function formatMasked(runs: readonly (MaskedKinds | undefined)[]): string | null {
  const kinds = Object.keys(NAMES) as MaskedKind[]
  const parts = kinds.flatMap((kind) => {
    const count = runs.reduce((sum, run) => sum + (run?.[kind] ?? 0), 0)
    return count === 0 ? [] : [formatPlural(count, ...NAMES[kind])]
  })
  return parts.length === 0 ? null : formatList(parts)
}
