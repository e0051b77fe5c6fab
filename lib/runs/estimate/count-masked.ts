import 'server-only'
import { LRUCache } from 'lru-cache'
import { db } from '@/lib/db/db'
import type { MaskedKinds } from '@/lib/domain/masked-kind'
import { countKinds, findMasked } from '@/lib/privacy/find-masked'
import { decodePython } from '@/lib/projects/import/decode-python'

/** Counts alone, by the hash of the content: what a file holds does not change, and no value is kept. */
const known = new LRUCache<string, MaskedKinds>({ max: 20_000 })
/** Files read from the database at once. */
const CHUNK = 50

const pause = () => new Promise((resolve) => setImmediate(resolve))

/** What would be masked in each of these files before a model sees it, in their order; a file without text counts none. */
export async function countMasked(blobHashes: readonly string[]): Promise<MaskedKinds[]> {
  const unknown = [...new Set(blobHashes)].filter((hash) => !known.has(hash))
  const found = new Map<string, MaskedKinds>()
  for (let start = 0; start < unknown.length; start += CHUNK) {
    const hashes = unknown.slice(start, start + CHUNK)
    const blobs = await db().blob.findMany({ where: { hash: { in: hashes } } })
    for (const { hash, content } of blobs) {
      const text = decodePython(Buffer.from(content))
      const kinds = countKinds((await findMasked(text === null ? [] : [text])).values())
      known.set(hash, kinds)
      found.set(hash, kinds)
      // Other requests are answered in between.
      await pause()
    }
  }
  return blobHashes.map((hash) => found.get(hash) ?? known.get(hash) ?? {})
}
