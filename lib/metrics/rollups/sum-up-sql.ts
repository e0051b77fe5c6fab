import 'server-only'
import { constantSql, type Sql } from '@/lib/db/sql'
import type { Level } from './levels'
import { isTimedSql, type MetricKind } from './metric-kind'

const quoted = (name: string) => `"${name}"`
const list = (names: readonly string[]) => names.map(quoted).join(', ')
const sums = (names: readonly string[]) =>
  names.map((name) => `sum(${quoted(name)})::bigint AS ${quoted(name)}`).join(', ')
const added = (names: readonly string[]) =>
  names.map((name) => `${quoted(name)} = rollup.${quoted(name)} + excluded.${quoted(name)}`).join(', ')

/** One SELECT for each level and bucket over `from`, whose rows have the columns `hour` and `day`. */
function levelsSql(
  levels: readonly Level<string>[],
  columns: { dimensions: readonly string[]; extra: readonly string[]; figures: readonly string[] },
  from: string,
): string {
  const { dimensions, extra, figures } = columns
  const selects = levels.flatMap(({ name, keys, buckets }) =>
    buckets.map((bucket) => {
      const keyColumns = dimensions.map((one) =>
        keys.includes(one) ? quoted(one) : `NULL::text AS ${quoted(one)}`,
      )
      const grouped = ['teamId', bucket, ...extra, ...keys]
      return `SELECT "teamId", '${name}' AS level, '${bucket}' AS bucket, "${bucket}" AS at,
        ${[...extra.map(quoted), ...keyColumns, sums(figures)].join(', ')}
        FROM ${from} GROUP BY ${list(grouped)}`
    }),
  )
  return selects.join('\n      UNION ALL ')
}

/** The same of distributions: one histogram for each, with the columns `bins` (in no order) and `counts`. */
function histogramsSql(levels: readonly Level<string>[], dimensions: readonly string[]): string {
  const columns = { dimensions, extra: ['thing', 'bin'], figures: ['n'] }
  const keys = list(['teamId', 'level', 'bucket', 'at', 'thing', ...dimensions])
  return `SELECT ${keys}, array_agg(bin) AS bins, array_agg(n) AS counts
      FROM (${levelsSql(levels, columns, 'fine_times')}) AS binned
      GROUP BY ${keys}`
}

const ID = ['keyId', 'bucket', 'at']
const HISTOGRAM = ['bins', 'counts']
const ADDED_BINS =
  '(bins, counts) = (SELECT * FROM add_bins(rollup.bins, rollup.counts, excluded.bins, excluded.counts))'

/** Rows of keys that are not there yet, and what is added to their sums. */
function writtenSql(
  table: string,
  keyColumns: readonly string[],
  columns: readonly string[],
  addedSql: string,
): string {
  const keys = ['teamId', 'level', ...keyColumns]
  return `${table}_named AS MATERIALIZED (
      SELECT md5(ROW(${list(keys)})::text)::uuid AS "keyId", * FROM ${table}_levelled
    ), ${table}_keys AS (
      INSERT INTO ${table}_key (id, ${list(keys)})
      SELECT DISTINCT ON ("keyId") "keyId", ${list(keys)} FROM ${table}_named
      ON CONFLICT (id) DO NOTHING
    ), ${table}_summed AS (
      INSERT INTO ${table}_rollup AS rollup (${list([...ID, ...columns])})
      SELECT ${list([...ID, ...columns])} FROM ${table}_named ORDER BY ${list(ID)}
      ON CONFLICT (${list(ID)}) DO UPDATE SET ${addedSql}
    )`
}

/**
 * SQL: CTEs that add the rows of the CTE `taken` (with the columns of `<kind>_delta` and `zone`, the time zone of their team)
 * to the rollups of all levels and to the histograms.
 */
export function summedUpSql(kind: MetricKind): Sql {
  const { name, dimensions, figures, count, timed } = kind
  const bins = Object.entries(timed.bins)
  return constantSql(`zoned AS (
      SELECT *, date_trunc('day', at AT TIME ZONE 'UTC', zone) AS day FROM taken
    ), timely AS (
      SELECT *, day + floor(extract(epoch FROM at AT TIME ZONE 'UTC' - day) / 3600) * interval '1 hour' AS hour FROM zoned
    ), fine AS MATERIALIZED (
      SELECT ${list(['teamId', 'hour', 'day', ...dimensions])}, ${sums(figures)}
      FROM timely GROUP BY ${list(['teamId', 'hour', 'day', ...dimensions])}
    ), ${name}_levelled AS (
      ${levelsSql(kind.levels, { dimensions, extra: [], figures }, 'fine')}
    ), ${writtenSql(name, dimensions, figures, added(figures))},
    fine_times AS MATERIALIZED (
      SELECT ${list(['teamId', 'hour', 'day', 'thing', 'bin', ...timed.dimensions])}, sum(${quoted(count)})::bigint AS n
      FROM timely, LATERAL (VALUES ${bins.map(([column, thing]) => `('${thing}', ${quoted(column)})`).join(', ')}) AS one (thing, bin)
      WHERE bin IS NOT NULL AND ${isTimedSql(kind)}
      GROUP BY ${list(['teamId', 'hour', 'day', 'thing', 'bin', ...timed.dimensions])}
    ), timed_levelled AS (
      ${histogramsSql(timed.levels, timed.dimensions)}
    ), ${writtenSql('timed', ['thing', ...timed.dimensions], HISTOGRAM, ADDED_BINS)}`)
}
