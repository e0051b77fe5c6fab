import 'server-only'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import type { RunList } from '@/lib/domain/run-list'
import type { RunQuery } from '@/lib/domain/run-query'
import type { TeamContext } from '@/lib/teams/team-context'
import { chosenGroups, countFacets } from './count-facets'
import { reviewState } from './review-state'
import { type NarrowedSql, narrowedSql, newestVerdict } from './run-condition'

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
    costNanoUsd: z.number(),
  }),
)

interface Counted extends NarrowedSql {
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
             project.slug AS project, project.name AS "projectName", count(*)::int AS runs,
             sum("costNanoUsd")::float8 AS "costNanoUsd"
      FROM (
        SELECT workflow, status, ${newestVerdict} AS verdict, source, reason,
               ${reviewState} AS review, "projectId", "costNanoUsd"
        FROM ${found}
      ) AS newest JOIN project ON project.id = newest."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
  )
}

/** Whether a team has more runs than are sought among. */
async function hasMore(teamId: string, { condition, newest, mostSought }: Counted): Promise<boolean> {
  const further = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM run WHERE "teamId" = ${teamId} AND ${condition} ORDER BY ${newest} LIMIT 1 OFFSET ${mostSought}`
  return further.length > 0
}

const NEWEST = { condition: sql`true`, sought: null, newest: sql`"createdAt" DESC, id DESC` }

/** What a filter offers with 0 may be so old: to read it costs as much as the rest of a narrowed page's counts. */
const KEPT_MS = 5_000
const kept = new LRUCache<string, ReturnType<typeof readGroups>>({ max: 100, ttl: KEPT_MS })

/** What else the team's newest runs hold, none of which matches. */
async function readOthers(teamId: string): Promise<z.infer<typeof Groups>> {
  const reading = kept.get(teamId) ?? readGroups(teamId, { ...NEWEST, mostSought: SOUGHT_RUNS })
  kept.set(teamId, reading, { noUpdateTTL: true })
  reading.catch(() => kept.delete(teamId))
  const groups = await reading
  return groups.map((group) => ({ ...group, runs: 0 }))
}

const sumOf = (groups: z.infer<typeof Groups>, figure: 'runs' | 'costNanoUsd') =>
  groups.reduce((sum, group) => sum + group[figure], 0)

export interface CountedList extends Pick<RunList, 'counts' | 'countsCapped' | 'projectNames'> {
  /** what the list comes to, money included, whoever asks; null: it is too long */
  whole: { runs: number; costNanoUsd: number } | null
}

/**
 * Counts beside each filter, over the newest runs that match what is no facet: launch, text, times, attempts, people. Text,
 * people and prompts are sought among the newest `mostSought`. What else the team's runs hold is there with 0, so that
 * filters stay in their places when nothing matches.
 */
export async function countRuns(
  { teamId }: TeamContext,
  query: RunQuery,
  { mostSought = SOUGHT_RUNS } = {},
): Promise<CountedList> {
  const narrowed = narrowedSql(teamId, query)
  const all = { ...NEWEST, mostSought }
  const newest = query.time === 'ended' ? sql`"endedAt" DESC` : all.newest
  const counted = { ...all, ...narrowed, newest }
  const [matching, others, isMore] = await Promise.all([
    readGroups(teamId, counted),
    narrowed === null ? [] : readOthers(teamId),
    counted.sought === null ? false : hasMore(teamId, counted),
  ])
  const groups = [...matching, ...others]
  const countsCapped = isMore || sumOf(matching, 'runs') >= COUNTED_RUNS
  const chosen = chosenGroups(matching, query)
  return {
    counts: countFacets(groups, query),
    countsCapped,
    whole: countsCapped ? null : { runs: sumOf(chosen, 'runs'), costNanoUsd: sumOf(chosen, 'costNanoUsd') },
    projectNames: Object.fromEntries(groups.map(({ project, projectName }) => [project, projectName])),
  }
}
