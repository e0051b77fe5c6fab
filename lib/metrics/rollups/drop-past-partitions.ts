import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Dropped = z.tuple([z.object({ dropped: z.number() })])
const Parts = z.array(z.object({ name: z.string().regex(/^(run|attempt)_\d{4}_\d{2}$/) }))

/**
 * Takes away what deleted rows have left in the partitions of past months: to see that nothing is in them is done while all
 * readers and writers wait, and would else read all of it. A partition that still holds rows is left alone.
 */
async function sweepPastPartitions(): Promise<void> {
  const parts = Parts.parse(
    await db().$queryRaw`
      SELECT part.relname AS name FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
      WHERE inhparent IN ('run'::regclass, 'attempt'::regclass) AND part.relname ~ '^(run|attempt)_\\d{4}_\\d{2}$'
        AND to_date(right(part.relname, 7), 'YYYY_MM') + interval '1 month' <= (SELECT max("rowsSince") FROM team)
        AND pg_relation_size(part.oid) > 0`,
  )
  for (const { name } of parts) {
    const [row] = await db().$queryRawUnsafe<unknown[]>(`SELECT 1 FROM ${name} LIMIT 1`)
    if (row === undefined) await db().$executeRawUnsafe(`VACUUM ${name}`)
  }
}

/**
 * Takes away the partitions of `run` and `attempt` of months that lie wholly before some team's retention and hold no row of
 * anybody; returns how many months went. What comes later with an id of such a month lies in the default partition, because
 * of which they cannot be detached concurrently: everybody waits for some milliseconds. Harmless at any time and in several
 * processes: a month that is in use is left to the next time.
 */
export async function dropPastPartitions(): Promise<number> {
  await sweepPastPartitions()
  const [{ dropped }] = Dropped.parse(await db().$queryRaw`SELECT drop_past_partitions() AS dropped`)
  return dropped
}
