import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { SORTED_RUNS } from '@/lib/domain/sorted-runs'

const COLUMN = { cost: sql`"costNanoUsd"`, duration: sql`"durationMs"` }

const Sorted = z.array(z.object({ id: z.string(), sinceMs: z.number().nullable() }))

/**
 * The first `take` ids of runs by a figure that no index is in the order of, and from when on runs are sorted: the launch of the
 * last of the newest `most` that match; null: all of them are. An index by cost would be written with every payment, and each
 * order needs one of its own. `condition`: of rows of `run`.
 */
export async function findSorted(
  condition: Sql,
  sort: keyof typeof COLUMN,
  { take, most = SORTED_RUNS }: { take: number; most?: number },
): Promise<{ ids: string[]; since: Date | null }> {
  // The newest in the order of an index: asked for by their time, all of their month would be read, by all processors.
  const rows = Sorted.parse(
    await db().$queryRaw`
      WITH newest AS MATERIALIZED (
        SELECT id, "createdAt", ${COLUMN[sort]} AS figure FROM run WHERE ${condition}
        ORDER BY "createdAt" DESC FETCH FIRST (${most}::int) ROWS WITH TIES
      ), bound AS (
        SELECT min("createdAt") AS since FROM newest HAVING count(*) >= ${most}::int
      ), sorted AS (
        SELECT id FROM newest ORDER BY figure DESC NULLS LAST, id DESC LIMIT ${take}::int
      )
      SELECT id, (
        SELECT extract(epoch FROM since)::float8 * 1000 FROM bound
        WHERE EXISTS (SELECT FROM run WHERE ${condition} AND "createdAt" < since)
      ) AS "sinceMs" FROM sorted`,
  )
  const sinceMs = rows[0]?.sinceMs ?? null
  return { ids: rows.map(({ id }) => id), since: sinceMs === null ? null : new Date(Math.round(sinceMs)) }
}
