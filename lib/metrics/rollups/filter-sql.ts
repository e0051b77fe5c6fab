import 'server-only'
import { constantSql, type Sql, sql } from '@/lib/db/sql'
import { MetricFilters } from '@/lib/domain/metric'

/** Filters with what is not asked for left out. */
export type GivenFilters = Partial<MetricFilters>

/**
 * SQL, a condition: rows that filters leave in, of rows that have these dimensions as columns (of `table`, where that must be
 * said). Filters by others are not followed.
 */
export function filterSql(
  teamId: string,
  filters: GivenFilters,
  dimensions: readonly string[],
  table?: string,
): Sql {
  const conditions = MetricFilters.keyof().options.flatMap((name) => {
    const values = filters[name] ?? []
    if (values.length === 0 || !dimensions.includes(name)) return []
    const column = constantSql(table === undefined ? `"${name}"` : `${table}."${name}"`)
    if (name !== 'project') return [sql`${column} = ANY(${values}::text[])`]
    return [
      sql`${column} IN (SELECT id FROM project WHERE "teamId" = ${teamId} AND slug = ANY(${values}::text[]))`,
    ]
  })
  return conditions.reduce((all, condition) => sql`${all} AND ${condition}`, sql`true`)
}
