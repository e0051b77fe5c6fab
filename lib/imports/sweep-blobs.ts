import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { log } from '@/lib/log/log'

/** An archive whose import failed or was cancelled is kept so long for another try. */
const KEEP_ARCHIVE_DAYS = 14
const BATCH = 500

const Found = z.array(z.object({ hash: z.string() }))

/** Neither a snapshot, nor the changes of a launch, nor an import that may still read it points to the blob. */
const isUnneeded = sql`
  NOT EXISTS (SELECT 1 FROM snapshot_file WHERE "blobHash" = blob.hash)
  AND NOT EXISTS (SELECT 1 FROM diff_file WHERE "oldHash" = blob.hash)
  AND NOT EXISTS (SELECT 1 FROM diff_file WHERE "newHash" = blob.hash)
  AND NOT EXISTS (
    SELECT 1 FROM project WHERE "importState"->>'archiveHash' = blob.hash
      AND ("importState"->>'status' = 'running' OR ("importState"->>'status' <> 'done'
        AND ("importState"->>'startedAt')::timestamptz > now() - ${KEEP_ARCHIVE_DAYS} * interval '1 day')))`

/**
 * Lets contents go that nothing points to any more: all of them, or the one named. Returns how many. Safe beside
 * imports: who needs a blob locks its row until the reference stands. So a locked one is passed over, and the others are
 * looked at again, by a statement that sees what was committed until they were locked.
 */
export async function sweepBlobs(only?: string): Promise<number> {
  const which = only === undefined ? sql`TRUE` : sql`hash = ${only}`
  const gone = await db().$transaction(async (tx) => {
    const found = Found.parse(
      await tx.$queryRaw`
        SELECT hash FROM blob WHERE ${which} AND ${isUnneeded} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    )
    if (found.length === 0) return 0
    const hashes = found.map(({ hash }) => hash)
    return tx.$executeRaw`DELETE FROM blob WHERE hash = ANY(${hashes}::text[]) AND ${isUnneeded}`
  })
  if (gone > 0) log.info({ gone }, 'contents that nothing points to were let go')
  return gone < BATCH ? gone : gone + (await sweepBlobs(only))
}
