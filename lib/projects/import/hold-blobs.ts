import 'server-only'
import { z } from 'zod'
import type { Transaction } from '@/lib/db/db'
import type { HashedFile } from './hash-files'
import { storeBlobs } from './store-blobs'

const Held = z.array(z.object({ hash: z.string() }))

/**
 * Locks the contents of a snapshot that is being inserted until it stands, so that no sweep takes them for unneeded; one
 * that was swept since it was stored is stored again.
 */
export async function holdBlobs(tx: Transaction, files: HashedFile[]): Promise<void> {
  const hashes = files.map(({ hash }) => hash)
  const rows = await tx.$queryRaw`
    SELECT hash FROM blob WHERE hash = ANY(${hashes}::text[]) FOR KEY SHARE`
  const held = new Set(Held.parse(rows).map(({ hash }) => hash))
  const swept = files.filter(({ hash }) => !held.has(hash))
  if (swept.length > 0) await storeBlobs(swept, tx)
}
