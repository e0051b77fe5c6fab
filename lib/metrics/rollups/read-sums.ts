import 'server-only'
import { queryOften } from '@/lib/db/query-often'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import type { MetricFilters, MetricWindow } from '@/lib/domain/metric'
import { filterSql, type GivenFilters } from './filter-sql'
import { findLevel } from './levels'
import type { MetricKind } from './metric-kind'
import { asMs, bucketStartSql, columnsSql, inWindowSql } from './window-sql'

/** What a reader of sums is asked. */
export interface SumsQuestion<Dimension extends string> {
  window: MetricWindow
  filters?: GivenFilters
  by: readonly Dimension[]
  /** one cell for the whole window instead of one for each bucket */
  total?: boolean
}

/** What is added up; absent: everything, which takes three times as long as the few figures that a chart needs. */
export interface FiguresAsked<Name extends string> {
  figures?: readonly Name[]
}

/** Dimensions that a question names, and for which a filter leaves something out. */
export function neededFor(
  dimensions: readonly string[],
  { by, filters = {} }: { by: readonly string[]; filters?: GivenFilters },
): string[] {
  const isUsed = (dimension: string) =>
    by.includes(dimension) || (filters[dimension as keyof MetricFilters] ?? []).length > 0
  return dimensions.filter(isUsed)
}

/**
 * SQL: the bucket (`at`), dimensions and figures of a team's rollups in a window, and of the deltas that are not in them
 * yet. Each key's hours or days lie side by side in its index; a plan that reads all keys' would be ten times slower.
 */
function storedSql(
  kind: MetricKind,
  teamId: string,
  { window, filters = {}, by, total = false }: SumsQuestion<string>,
  level: string,
): Sql {
  const { name, dimensions, figures } = kind
  const keys = columnsSql(by)
  const filtered = filterSql(teamId, filters, dimensions)
  const at = sql`"at"`
  return sql`
    SELECT ${total ? sql`NULL::timestamptz AS at` : sql`sums.at`}${keys}${columnsSql(figures)}
    FROM ${constantSql(`${name}_key`)} AS keys, LATERAL (
      SELECT * FROM ${constantSql(`${name}_rollup`)} AS rollup
      WHERE rollup."keyId" = keys.id AND rollup.bucket = ${window.bucket}
        AND rollup.at >= ${window.from}::timestamptz AND rollup.at < ${window.until}::timestamptz
      OFFSET 0
    ) AS sums
    WHERE "teamId" = ${teamId} AND level = ${level} AND ${filtered}
    UNION ALL
    SELECT ${total ? sql`NULL::timestamptz` : bucketStartSql(at, window)}${keys}${columnsSql(figures)}
    FROM ${constantSql(`${name}_delta`)}
    WHERE "teamId" = ${teamId} AND ${inWindowSql(at, window)} AND ${filtered}`
}

/** SQL: the same from the rows themselves, for questions that no level has an answer to. */
function rowsSql(
  { name, time, dimensions, figures }: MetricKind,
  teamId: string,
  { window, filters = {}, by, total = false }: SumsQuestion<string>,
): Sql {
  const at = sql`facts."at"`
  return sql`
    SELECT ${total ? sql`NULL::timestamptz` : bucketStartSql(at, window)} AS at${columnsSql(by, 'facts')}${columnsSql(figures, 'facts')}
    FROM ${constantSql(name)} AS given, ${constantSql(`${name}_facts`)}(given, 1) AS facts
    WHERE given."teamId" = ${teamId} AND ${inWindowSql(constantSql(`given."${time}"`), window)}
      AND ${filterSql(teamId, filters, dimensions, 'facts')}`
}

/**
 * SQL: sums by bucket (`at`) and `by` of the rollups of a level and the deltas that are not in them yet; without a level, of
 * the rows themselves. Cells without a row are left out; with `orAny` not those in which another figure is left: there
 * should be none, and who looks for faults must see them.
 */
export function sumsSql(
  kind: MetricKind,
  teamId: string,
  question: SumsQuestion<string>,
  level: string | undefined,
  { orAny = false } = {},
): Sql {
  const { by } = question
  const told = (orAny ? kind.figures : [kind.count]).map((name) => `sum("${name}") <> 0`).join(' OR ')
  const parts =
    level === undefined ? rowsSql(kind, teamId, question) : storedSql(kind, teamId, question, level)
  const sums = kind.figures.map((name) => `, sum("${name}") AS "${name}"`).join('')
  return sql`
    SELECT part.at${columnsSql(by)}${constantSql(sums)} FROM (${parts}) AS part
    GROUP BY part.at${columnsSql(by)}
    HAVING ${constantSql(told)}`
}

/** Rows of `at` (milliseconds since 1970 or null), `keys` in the order of `by`, and `figures` in the order they are asked for, or their own. */
export function readSums<Dimension extends string>(
  kind: MetricKind,
  teamId: string,
  question: SumsQuestion<Dimension> & FiguresAsked<string>,
): Promise<Record<string, unknown>[]> {
  const { by, window, figures = kind.figures } = question
  // A cell without a row is none, so that rows are counted in any case.
  const read = { ...kind, figures: [...new Set([kind.count, ...figures])] }
  const level = findLevel(kind.levels, neededFor(kind.dimensions, question), window.bucket)
  const list = (names: readonly string[]) => constantSql(names.map((name) => `"${name}"`).join(', '))
  return queryOften(sql`
    SELECT ${asMs(sql`at`)} AS at, ARRAY[${list(by)}]::text[] AS keys, ARRAY[${list(figures)}]::float8[] AS figures
    FROM (${sumsSql(read, teamId, question, level?.name)}) AS summed`)
}
