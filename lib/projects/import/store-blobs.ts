import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import type { HashedFile } from './hash-files'

const BATCH_BYTES = 4 * 1024 * 1024
const BATCH_ROWS = 500

function* batches(files: HashedFile[]): Generator<HashedFile[]> {
  let batch: HashedFile[] = []
  let bytes = 0
  for (const file of files) {
    if (batch.length > 0 && (batch.length >= BATCH_ROWS || bytes + file.content.length > BATCH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(file)
    bytes += file.content.length
  }
  if (batch.length > 0) yield batch
}

/**
 * Stores contents that are not there yet. Outside of the import's transaction on purpose: a content is the same
 * whoever stores it, nothing points to it until the snapshot is there, and the transaction stays short.
 * Until then a sweep may let it go: the transaction holds it with `holdBlobs`.
 */
export async function storeBlobs(files: HashedFile[], client: Db | Transaction = db()): Promise<void> {
  const byHash = new Map(files.map((file) => [file.hash, file]))
  const known = await client.blob.findMany({
    where: { hash: { in: [...byHash.keys()] } },
    select: { hash: true },
  })
  for (const { hash } of known) byHash.delete(hash)
  for (const batch of batches([...byHash.values()])) {
    await client.blob.createMany({
      data: batch.map(({ hash, content }) => ({
        hash,
        bytes: content.length,
        content: new Uint8Array(content),
      })),
      skipDuplicates: true,
    })
  }
}
