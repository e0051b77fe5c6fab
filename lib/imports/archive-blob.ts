import 'server-only'
import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'

/** The name under which an archive is kept: sha256 of its bytes. */
export const hashArchive = (archive: Buffer) => createHash('sha256').update(archive).digest('hex')

/** Keeps an uploaded archive where every worker can read it until it has been unpacked. */
export async function keepArchive(hash: string, archive: Buffer): Promise<void> {
  await db().blob.createMany({
    data: [{ hash, bytes: archive.length, content: new Uint8Array(archive) }],
    skipDuplicates: true,
  })
}

/** The kept archive; null when it has been let go. */
export async function readArchive(hash: string): Promise<Buffer | null> {
  const blob = await db().blob.findUnique({ where: { hash } })
  return blob === null ? null : Buffer.from(blob.content)
}

/** Lets an archive go, unless an import that has not succeeded still needs it or a project holds the same file. */
export async function dropArchive(hash: string): Promise<void> {
  await db().$executeRaw`
    DELETE FROM blob WHERE hash = ${hash}
      AND NOT EXISTS (SELECT 1 FROM snapshot_file WHERE "blobHash" = ${hash})
      AND NOT EXISTS (SELECT 1 FROM project
        WHERE "importState"->>'archiveHash' = ${hash} AND "importState"->>'status' <> 'done')`
}
