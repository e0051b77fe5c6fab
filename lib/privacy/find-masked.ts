import 'server-only'
import type { MaskedKind, MaskedKinds } from '@/lib/domain/masked-kind'
import { findAssignedSecrets } from './find-assigned-secrets'
import { findPersonalData } from './find-personal-data'
import { findSecrets } from './find-secrets'

/**
 * Every value in these texts that may not leave, with its kind. `onlySecrets`: only what an issuer's pattern describes,
 * for texts whose other values are inventions.
 */
export async function findMasked(
  texts: readonly string[],
  { onlySecrets = false }: { onlySecrets?: boolean } = {},
): Promise<Map<string, MaskedKind>> {
  const kinds = new Map<string, MaskedKind>()
  for (const text of texts) {
    for (const secret of await findSecrets(text)) kinds.set(secret, 'secret')
    if (onlySecrets) continue
    for (const secret of findAssignedSecrets(text)) kinds.set(secret, 'secret')
    for (const { kind, value } of findPersonalData(text)) if (!kinds.has(value)) kinds.set(value, kind)
  }
  return kinds
}

/** How often each kind stands there. */
export function countKinds(kinds: Iterable<MaskedKind>): MaskedKinds {
  const counts: MaskedKinds = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
