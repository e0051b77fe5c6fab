import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { Sql } from '@/lib/db/sql'
import type { MetricBucket, MetricWindow, TimedThing } from '@/lib/domain/metric'
import { binsSql } from './bins-sql'
import { shiftBucket } from './bucket-start'
import { METRIC_KINDS } from './metric-kind'
import { sumsSql } from './read-sums'

const Count = z.tuple([z.object({ count: z.number() })])

/** How many cells are in one of two answers and not, or not the same, in the other. */
async function countDifferences(stored: Sql, counted: Sql): Promise<number> {
  const [{ count }] = Count.parse(
    await db().$queryRaw`
      WITH stored AS MATERIALIZED (${stored}), counted AS MATERIALIZED (${counted})
      SELECT count(*)::int AS count FROM (
        (TABLE stored EXCEPT ALL TABLE counted) UNION ALL (TABLE counted EXCEPT ALL TABLE stored)) AS differences`,
  )
  return count
}

/**
 * Counts a team's rows from scratch and compares every sum and every bin of every level with what the readers would say;
 * returns what differs, in words. Rows that retention deleted cannot be counted: what is older is not compared.
 */
export async function findRollupFaults(teamId: string): Promise<string[]> {
  const { timeZone, rowsSince } = await db().team.findUniqueOrThrow({ where: { id: teamId } })
  // Of the day on which retention stopped some rows are gone.
  const from =
    rowsSince === null
      ? new Date(0).toISOString()
      : new Date(shiftBucket(rowsSince.getTime(), 'day', timeZone, 1)).toISOString()
  const windowOf = (bucket: MetricBucket): MetricWindow => ({
    from,
    until: '2200-01-01T00:00:00.000Z',
    bucket,
    timeZone,
  })
  const faults: string[] = []
  for (const kind of METRIC_KINDS) {
    for (const { name, keys, buckets } of kind.levels) {
      for (const bucket of buckets) {
        const question = { window: windowOf(bucket), by: keys }
        const sums = (level: string | undefined) => sumsSql(kind, teamId, question, level, { orAny: true })
        const count = await countDifferences(sums(name), sums(undefined))
        if (count > 0) faults.push(`${kind.name} rollups by ${name} and ${bucket}: ${count} cells differ`)
      }
    }
    for (const thing of Object.values<TimedThing>(kind.timed.bins)) {
      for (const { name, keys, buckets } of kind.timed.levels) {
        for (const bucket of buckets) {
          const question = { window: windowOf(bucket), by: [...keys], thing, quantiles: [] }
          const stored = binsSql(teamId, question, name)
          const count = await countDifferences(stored, binsSql(teamId, question, undefined))
          if (count > 0) faults.push(`${thing} by ${name} and ${bucket}: ${count} bins differ`)
        }
      }
    }
  }
  return faults
}
