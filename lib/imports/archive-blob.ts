import 'server-only'
import { createHash } from 'node:crypto'
import { db, type Transaction } from '@/lib/db/db'

/** An uploaded archive, named by the sha256 of its bytes. */
export interface Archive {
  hash: string
  content: Buffer
}

/** The name under which an archive is kept. */
export const hashArchive = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** For a transaction with an archive of the largest size: longer than Prisma's default of 5 s. */
export const KEEP_ARCHIVE_MS = 60_000

/**
 * Keeps an archive where every worker can read it until it has been unpacked. In the transaction that starts its import:
 * neither is there without the other, and its row stays locked, so that no sweep lets it go in between.
 */
export async function keepArchive(tx: Transaction, { hash, content }: Archive): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO blob (hash, bytes, content) VALUES (${hash}, ${content.length}, ${new Uint8Array(content)})
    ON CONFLICT (hash) DO UPDATE SET bytes = excluded.bytes`
}

/** The kept archive; null when it has been let go. */
export async function readArchive(hash: string): Promise<Buffer | null> {
  const blob = await db().blob.findUnique({ where: { hash } })
  return blob === null ? null : Buffer.from(blob.content)
}
