import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Dropped = z.tuple([z.object({ dropped: z.number() })])

/**
 * Takes away the partitions of `run` and `attempt` of months that lie wholly before some team's retention and hold no row of
 * anybody; returns how many months went. What comes later with an id of such a month lies in the default partition.
 * Harmless at any time and in several processes: a month that is in use is left to the next time.
 */
export async function dropPastPartitions(): Promise<number> {
  const [{ dropped }] = Dropped.parse(await db().$queryRaw`SELECT drop_past_partitions() AS dropped`)
  return dropped
}
