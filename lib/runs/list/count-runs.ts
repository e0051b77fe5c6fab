import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { escapeLike } from '@/lib/db/like-patterns'
import { type Sql, sql } from '@/lib/db/sql'
import type { RunList } from '@/lib/domain/run-list'
import { RunListFilter, type RunQuery } from '@/lib/domain/run-query'
import type { TeamContext } from '@/lib/teams/team-context'
import { attemptSql } from './attempt-filter'
import { countFacets } from './count-facets'
import { COUNTED_SQL } from './counted-runs'
import { reviewState } from './review-state'
import { timeSql } from './run-window'

/** Counting stops here: what a person does with a facet does not depend on whether it is 5,000 or 50,000. */
export const COUNTED_RUNS = 5000
/** What no index finds is sought among so many of the newest: the runs of one member among millions would take half a second. */
const SOUGHT_RUNS = 50_000

const Groups = z.array(
  z.object({
    workflow: z.string(),
    status: z.string(),
    verdict: z.string().nullable(),
    source: z.string().nullable(),
    reason: z.string().nullable(),
    review: z.string().nullable(),
    project: z.string(),
    projectName: z.string(),
    runs: z.number(),
  }),
)

interface Counted {
  /** condition on rows of `run` that leads to them by an index, or leaves most of them */
  condition: Sql
  /** condition that has to be looked for, row by row; null: none */
  sought: Sql | null
  /** see `orderOf` */
  newest: Sql
  mostSought: number
}

/** The team's newest runs in groups, only those that match what is no facet. */
async function readGroups(
  teamId: string,
  { condition, sought, newest, mostSought }: Counted,
): Promise<z.infer<typeof Groups>> {
  const runs = sql`SELECT * FROM run WHERE "teamId" = ${teamId} AND ${condition} ORDER BY ${newest}`
  const found =
    sought === null
      ? sql`(${runs} LIMIT ${COUNTED_RUNS}) AS run`
      : sql`(SELECT * FROM (${runs} LIMIT ${mostSought}) AS run WHERE ${sought} LIMIT ${COUNTED_RUNS}) AS run`
  return Groups.parse(
    await db().$queryRaw`
      SELECT newest.workflow, newest.status, newest.verdict, newest.source, newest.reason, newest.review,
             project.slug AS project, project.name AS "projectName", count(*)::int AS runs
      FROM (
        SELECT workflow, status, coalesce(figures #>> '{edit,verdict}', verdict) AS verdict, source, reason,
               ${reviewState} AS review, "projectId"
        FROM ${found}
      ) AS newest JOIN project ON project.id = newest."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
  )
}

/** Conditions on rows of `run`: what the query asks of them that is no facet; null: nothing. */
function narrowedBy(teamId: string, query: RunQuery): Pick<Counted, 'condition' | 'sought'> | null {
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

/** Whether a team has more runs than are sought among. */
async function hasMore(teamId: string, { condition, newest, mostSought }: Counted): Promise<boolean> {
  const further = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM run WHERE "teamId" = ${teamId} AND ${condition} ORDER BY ${newest} LIMIT 1 OFFSET ${mostSought}`
  return further.length > 0
}

const NEWEST = { condition: sql`true`, sought: null, newest: sql`"createdAt" DESC, id DESC` }

/**
 * Counts beside each filter, over the newest runs that match what is no facet: launch, text, times, attempts, people. Text,
 * people and prompts are sought among the newest `mostSought`. What else the team's runs hold is there with 0, so that
 * filters stay in their places when nothing matches.
 */
export async function countRuns(
  { teamId }: TeamContext,
  query: RunQuery,
  { mostSought = SOUGHT_RUNS } = {},
): Promise<Pick<RunList, 'counts' | 'countsCapped' | 'projectNames'>> {
  const narrowed = narrowedBy(teamId, query)
  const all = { ...NEWEST, mostSought }
  const newest = query.time === 'ended' ? sql`"endedAt" DESC` : all.newest
  const counted = { ...all, ...narrowed, newest }
  const [matching, others, isMore] = await Promise.all([
    readGroups(teamId, counted),
    narrowed === null ? [] : readGroups(teamId, all),
    counted.sought === null ? false : hasMore(teamId, counted),
  ])
  const groups = [...matching, ...others.map((group) => ({ ...group, runs: 0 }))]
  const runs = matching.reduce((sum, group) => sum + group.runs, 0)
  return {
    counts: countFacets(groups, query),
    countsCapped: isMore || runs >= COUNTED_RUNS,
    projectNames: Object.fromEntries(groups.map(({ project, projectName }) => [project, projectName])),
  }
}
