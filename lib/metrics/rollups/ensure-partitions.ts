import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Made = z.tuple([z.object({ made: z.number() })])

/**
 * Makes the partitions of `run` and `attempt` for all months (UTC) from one day to another that have none; by default those
 * of this month and the next two. Returns how many were made. Harmless at any time and in several processes.
 */
export async function ensurePartitions({ from, until }: { from?: Date; until?: Date } = {}): Promise<number> {
  const now = new Date()
  const first = from ?? now
  const last = until ?? new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1))
  const [{ made }] = Made.parse(
    await db()
      .$queryRaw`SELECT ensure_partitions(${first.toISOString()}::date, ${last.toISOString()}::date) AS made`,
  )
  return made
}
