import 'server-only'
import { escapeLike } from '@/lib/db/like-patterns'
import { type Sql, sql } from '@/lib/db/sql'
import { RunListFilter, type RunQuery } from '@/lib/domain/run-query'
import { attemptSql } from './attempt-filter'
import { COUNTED_SQL } from './counted-runs'
import { reviewState } from './review-state'
import { timeSql } from './run-window'

export interface NarrowedSql {
  /** condition on rows of `run` that leads to them by an index, or leaves most of them */
  condition: Sql
  /** condition that has to be looked for, row by row; null: none */
  sought: Sql | null
}

/** Conditions on rows of `run`: what the query asks of them that is no facet; null: nothing. */
export function narrowedSql(teamId: string, query: RunQuery): NarrowedSql | null {
  const { launch, q = '', since, counted, from, until, time, attempts } = query
  const lists = RunListFilter.options.map((name) => query[name])
  const single = [launch, q === '' ? undefined : q, since, counted, from, until, attempts]
  const isNarrowed = single.some((value) => value !== undefined) || lists.some((list) => list.length > 0)
  if (!isNarrowed && time === 'launched') return null
  const pattern = q === '' ? null : `%${escapeLike(q)}%`
  const prompts = time === 'attempted' ? [] : query.prompt
  const condition = sql`(${launch ?? null}::text IS NULL OR "launchId" = ${launch ?? null})
    AND (${since ?? null}::text IS NULL OR "createdAt" >= ${since ?? null}::timestamp)
    AND ${counted === undefined ? sql`true` : COUNTED_SQL[counted]}
    AND ${timeSql(query)} AND ${attemptSql(teamId, query)}`
  const sought = sql`(${pattern}::text IS NULL OR "targetPath" ILIKE ${pattern} OR "targetName" ILIKE ${pattern})
    AND (${query.member.length === 0} OR "createdBy" = ANY(${query.member}::text[]))
    AND (${prompts.length === 0} OR "promptVersion" = ANY(${prompts}::text[]))`
  const isSought = pattern !== null || query.member.length > 0 || prompts.length > 0
  return { condition, sought: isSought ? sought : null }
}

/** The verdict of a row of `run` by its newest version: a person's edit stands in its figures (see `beginEdit`). */
export const newestVerdict: Sql = sql`coalesce(figures #>> '{edit,verdict}', verdict)`

/** Condition on rows of `run`: one of the choices of each facet that has any. */
function facetSql(teamId: string, query: RunQuery): Sql {
  const { workflow, status, source, reason, project } = query
  const lists: [Sql, string[]][] = [
    [sql`workflow`, workflow],
    [sql`status`, status],
    [sql`source`, source],
    [sql`reason`, reason],
    [newestVerdict, query.verdict],
    [reviewState, query.review],
  ]
  const ofProjects = sql`"projectId" IN (SELECT id FROM project WHERE "teamId" = ${teamId} AND slug = ANY(${project}::text[]))`
  return lists
    .filter(([, values]) => values.length > 0)
    .reduce(
      (condition, [value, values]) => sql`${condition} AND ${value} = ANY(${values}::text[])`,
      project.length === 0 ? sql`true` : ofProjects,
    )
}

/** Condition on rows of `run`: all that the query asks of them, and that they are the team's. */
export function runSql(teamId: string, query: RunQuery): Sql {
  const { condition, sought } = narrowedSql(teamId, query) ?? { condition: sql`true`, sought: null }
  return sql`("teamId" = ${teamId} AND ${condition} AND ${sought ?? sql`true`} AND ${facetSql(teamId, query)})`
}
