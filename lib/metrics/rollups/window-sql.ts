import 'server-only'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import type { MetricWindow } from '@/lib/domain/metric'

/** SQL, an expression: start of the bucket that holds a UTC time without a zone, see `bucketStart`. */
export function bucketStartSql(at: Sql, { bucket, timeZone }: MetricWindow): Sql {
  const instant = sql`(${at} AT TIME ZONE 'UTC')`
  const day = sql`date_trunc('day', ${instant}, ${timeZone}::text)`
  return bucket === 'day'
    ? day
    : sql`(${day} + floor(extract(epoch FROM ${instant} - ${day}) / 3600) * interval '1 hour')`
}

/** SQL, a condition: a UTC time without a zone lies in the window. */
export function inWindowSql(at: Sql, { from, until }: MetricWindow): Sql {
  return sql`(${at} >= ${from}::timestamptz AT TIME ZONE 'UTC' AND ${at} < ${until}::timestamptz AT TIME ZONE 'UTC')`
}

/** SQL, an expression: an instant as milliseconds since 1970. */
export const asMs = (instant: Sql): Sql => sql`(extract(epoch FROM ${instant}) * 1000)::float8`

/** SQL: `, "a", "b"` for columns of our own. */
export function columnsSql(names: readonly string[], table?: string): Sql {
  return constantSql(names.map((name) => `, ${table === undefined ? '' : `${table}.`}"${name}"`).join(''))
}
