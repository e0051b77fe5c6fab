import 'server-only'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import { METRIC_KINDS } from './metric-kind'

const ID = ['keyId', 'bucket', 'at']

/** The tables of rollups: what tells their rows apart, and their sums. */
const TABLES: { name: string; id: string[]; figures: readonly string[] }[] = [
  ...METRIC_KINDS.map(({ name, figures }) => ({ name: name as string, id: ID, figures })),
  { name: 'timed', id: [...ID, 'bin'], figures: ['n'] },
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
  return TABLES.flatMap(({ name, id, figures }) => {
    const [keys, rollups, kept] = ['key', 'rollup', 'kept'].map((part) => constantSql(`${name}_${part}`))
    if (keys === undefined || rollups === undefined || kept === undefined) return []
    const columns = constantSql([...id, ...figures].map((one) => `"${one}"`).join(', '))
    const rest = id.filter((one) => one !== 'at').map((one) => `"${one}"`)
    const grouped = constantSql(rest.join(', '))
    const sums = constantSql(figures.map((one) => `sum("${one}")::bigint`).join(', '))
    const day = sql`date_trunc('day', at, ${zone}::text)`
    const moved = sql`CASE bucket WHEN 'day' THEN (at AT TIME ZONE ${oldZone}::text) AT TIME ZONE ${zone}::text
      ELSE ${day} + floor(extract(epoch FROM at - ${day}) / 3600) * interval '1 hour' END`
    const ofTeam = sql`"keyId" IN (SELECT id FROM ${keys} WHERE "teamId" = ${teamId})`
    return [
      sql`CREATE TEMP TABLE ${kept} ON COMMIT DROP AS SELECT * FROM ${rollups} LIMIT 0`,
      sql`INSERT INTO ${kept} SELECT * FROM ${rollups}
        WHERE ${ofTeam} AND at < to_timestamp(${untilMs}::float8 / 1000)`,
      sql`DELETE FROM ${rollups} WHERE ${ofTeam}`,
      sql`INSERT INTO ${rollups} (${columns})
        SELECT ${constantSql(id.map((one) => (one === 'at' ? 'moved' : `"${one}"`)).join(', '))}, ${sums}
        FROM (SELECT *, ${moved} AS moved FROM ${kept}) AS dated
        GROUP BY ${grouped}, moved`,
    ]
  })
}
