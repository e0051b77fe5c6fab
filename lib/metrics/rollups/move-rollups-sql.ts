import 'server-only'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import { METRIC_KINDS } from './metric-kind'

const BINNED = `(
          SELECT "keyId", bucket, moved, bin, sum(n)::bigint AS n
          FROM dated, unnest(bins, counts) AS one (bin, n) GROUP BY "keyId", bucket, moved, bin
        ) AS binned`

/** The tables of rollups: their columns beside key, bucket and time, and how rows of `dated` add up to them. */
const TABLES: { name: string; columns: readonly string[]; sums: readonly string[]; from: string }[] = [
  ...METRIC_KINDS.map(({ name, figures }) => ({
    name: name as string,
    columns: figures,
    sums: figures.map((one) => `sum("${one}")::bigint`),
    from: 'dated',
  })),
  {
    name: 'timed',
    columns: ['bins', 'counts'],
    sums: ['array_agg(bin)', 'array_agg(n)'],
    from: BINNED,
  },
]

/**
 * SQL, statements of one transaction: a team's rollups are taken away, but for those from before a moment, whose rows may be
 * gone. These move to the day of the same date in the new zone, and to its hour that holds the beginning of theirs: where
 * zones differ by half an hour, hours are up to half an hour off.
 */
export function moveRollupsSql(given: {
  teamId: string
  oldZone: string
  zone: string
  untilMs: number
}): Sql[] {
  const { teamId, oldZone, zone, untilMs } = given
  return TABLES.flatMap(({ name, columns, sums, from }) => {
    const [keys, rollups, kept] = ['key', 'rollup', 'kept'].map((part) => constantSql(`${name}_${part}`))
    if (keys === undefined || rollups === undefined || kept === undefined) return []
    const day = sql`date_trunc('day', at, ${zone}::text)`
    const moved = sql`CASE bucket WHEN 'day' THEN (at AT TIME ZONE ${oldZone}::text) AT TIME ZONE ${zone}::text
      ELSE ${day} + floor(extract(epoch FROM at - ${day}) / 3600) * interval '1 hour' END`
    const ofTeam = sql`"keyId" IN (SELECT id FROM ${keys} WHERE "teamId" = ${teamId})`
    return [
      sql`CREATE TEMP TABLE ${kept} ON COMMIT DROP AS SELECT * FROM ${rollups} LIMIT 0`,
      sql`INSERT INTO ${kept} SELECT * FROM ${rollups}
        WHERE ${ofTeam} AND at < to_timestamp(${untilMs}::float8 / 1000)`,
      sql`DELETE FROM ${rollups} WHERE ${ofTeam}`,
      sql`INSERT INTO ${rollups} ("keyId", bucket, at, ${constantSql(columns.map((one) => `"${one}"`).join(', '))})
        WITH dated AS (SELECT *, ${moved} AS moved FROM ${kept})
        SELECT "keyId", bucket, moved, ${constantSql(sums.join(', '))} FROM ${constantSql(from)}
        GROUP BY "keyId", bucket, moved`,
    ]
  })
}
