import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import type { MetricFilters } from '@/lib/domain/metric'

/** Filters with what is not asked for left out. */
export type GivenFilters = Partial<MetricFilters>

/**
 * SQL, a condition: rows that filters leave in. `keys` says where a filter's dimension stands in a row; filters that are not
 * named there are not followed.
 */
export function filterSql(
  teamId: string,
  filters: GivenFilters,
  keys: Partial<Record<keyof MetricFilters, Sql>>,
): Sql {
  const names = Object.keys(keys) as (keyof MetricFilters)[]
  return names.reduce((condition, name) => {
    const values = filters[name] ?? []
    const key = keys[name]
    if (values.length === 0 || key === undefined) return condition
    if (name !== 'project') return sql`${condition} AND ${key} = ANY(${values}::text[])`
    return sql`${condition} AND ${key} IN
      (SELECT id FROM project WHERE "teamId" = ${teamId} AND slug = ANY(${values}::text[]))`
  }, sql`true`)
}
