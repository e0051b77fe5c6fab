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

/** The team's newest runs in groups, only those that match what is no facet; `newest`: see `orderOf`. */
async function readGroups(
  teamId: string,
  condition: Sql,
  newest: Sql = sql`"createdAt" DESC, id DESC`,
): Promise<z.infer<typeof Groups>> {
  return Groups.parse(
    await db().$queryRaw`
      SELECT newest.workflow, newest.status, newest.verdict, newest.source, newest.reason, newest.review,
             project.slug AS project, project.name AS "projectName", count(*)::int AS runs
      FROM (
        SELECT workflow, status, coalesce(figures #>> '{edit,verdict}', verdict) AS verdict, source, reason,
               ${reviewState} AS review, "projectId"
        FROM run
        WHERE "teamId" = ${teamId} AND ${condition}
        ORDER BY ${newest} LIMIT ${COUNTED_RUNS}
      ) AS newest JOIN project ON project.id = newest."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
  )
}

/** Condition on rows of `run`: what the query asks of them that is no facet; null: nothing. */
function narrowedBy(teamId: string, query: RunQuery): Sql | null {
  const { launch, q = '', since, counted, from, until, time, attempts } = query
  const lists = RunListFilter.options.map((name) => query[name])
  const single = [launch, q === '' ? undefined : q, since, counted, from, until, attempts]
  const isNarrowed = single.some((value) => value !== undefined) || lists.some((list) => list.length > 0)
  if (!isNarrowed && time === 'launched') return null
  const pattern = q === '' ? null : `%${escapeLike(q)}%`
  const prompts = time === 'attempted' ? [] : query.prompt
  return sql`(${launch ?? null}::text IS NULL OR "launchId" = ${launch ?? null})
    AND (${pattern}::text IS NULL OR "targetPath" ILIKE ${pattern} OR "targetName" ILIKE ${pattern})
    AND (${since ?? null}::text IS NULL OR "createdAt" >= ${since ?? null}::timestamp)
    AND (${query.member.length === 0} OR "createdBy" = ANY(${query.member}::text[]))
    AND (${prompts.length === 0} OR "promptVersion" = ANY(${prompts}::text[]))
    AND ${counted === undefined ? sql`true` : COUNTED_SQL[counted]}
    AND ${timeSql(query)} AND ${attemptSql(teamId, query)}`
}

/**
 * Counts beside each filter, over the newest runs that match what is no facet: launch, text, times, attempts, people.
 * What else the team's runs hold is there with 0, so that filters stay in their places when nothing matches.
 */
export async function countRuns(
  ctx: TeamContext,
  query: RunQuery,
): Promise<Pick<RunList, 'counts' | 'countsCapped' | 'projectNames'>> {
  const condition = narrowedBy(ctx.teamId, query)
  const [matching, others] = await Promise.all([
    readGroups(ctx.teamId, condition ?? sql`true`, query.time === 'ended' ? sql`"endedAt" DESC` : undefined),
    condition === null ? [] : readGroups(ctx.teamId, sql`true`),
  ])
  const groups = [...matching, ...others.map((group) => ({ ...group, runs: 0 }))]
  const runs = matching.reduce((sum, group) => sum + group.runs, 0)
  return {
    counts: countFacets(groups, query),
    countsCapped: runs >= COUNTED_RUNS,
    projectNames: Object.fromEntries(groups.map(({ project, projectName }) => [project, projectName])),
  }
}
