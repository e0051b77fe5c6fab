import 'server-only'
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { MaskedKind, MaskedKinds } from '@/lib/domain/masked-kind'
import { findAssignedSecrets } from './find-assigned-secrets'
import { findPersonalData } from './find-personal-data'
import { findSecrets } from './find-secrets'

/** What texts seen before hold: a prompt's fixed part comes back in every call. Kept by hash alone. */
const known = new LRUCache<string, Map<string, MaskedKind>>({ max: 500 })

async function findInText(text: string): Promise<Map<string, MaskedKind>> {
  const hash = createHash('sha256').update(text).digest('base64')
  const before = known.get(hash)
  if (before !== undefined) return before
  const kinds = new Map<string, MaskedKind>()
  for (const secret of await findSecrets(text)) kinds.set(secret, 'secret')
  for (const secret of findAssignedSecrets(text)) kinds.set(secret, 'secret')
  for (const { kind, value } of findPersonalData(text)) if (!kinds.has(value)) kinds.set(value, kind)
  known.set(hash, kinds)
  return kinds
}

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
    if (onlySecrets) for (const secret of await findSecrets(text)) kinds.set(secret, 'secret')
    else {
      for (const [value, kind] of await findInText(text)) {
        if (kind === 'secret' || !kinds.has(value)) kinds.set(value, kind)
      }
    }
  }
  return kinds
}

/** How often each kind stands there. */
export function countKinds(kinds: Iterable<MaskedKind>): MaskedKinds {
  const counts: MaskedKinds = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
