import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { decodeSource } from '@/lib/projects/import/decode-source'

/** Beyond this the modules of a project are not held in memory for what one of them calls. */
const MOST_BYTES = 8_000_000

const Row = z.object({ name: z.string(), content: z.instanceof(Uint8Array) })

/** Sources of a snapshot's modules by dotted name, small ones first up to eight megabytes: what the target calls is looked up there. */
export async function loadContext(snapshotId: string): Promise<Record<string, string>> {
  const rows = await queryOften(sql`
    SELECT name, content FROM (
      SELECT module.name, blob.content, sum(blob.bytes) OVER (ORDER BY blob.bytes, module.path) AS total
      FROM module JOIN blob ON blob.hash = module."blobHash"
      WHERE module."snapshotId" = ${snapshotId} AND NOT module."isTest"
    ) AS sized WHERE total <= ${MOST_BYTES} ORDER BY name`)
  return Object.fromEntries(
    z
      .array(Row)
      .parse(rows)
      .map(({ name, content }) => [name, decodeSource(content)]),
  )
}
