import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { escapeLike } from '@/lib/db/like-patterns'
import type { RunList } from '@/lib/domain/run-list'
import type { RunQuery } from '@/lib/domain/run-query'
import type { TeamContext } from '@/lib/teams/team-context'
import { countFacets } from './count-facets'

/** Counting stops here: what a person does with a facet does not depend on whether it is 5,000 or 50,000. */
export const COUNTED_RUNS = 5000

const Groups = z.array(
  z.object({
    workflow: z.string(),
    status: z.string(),
    verdict: z.string().nullable(),
    source: z.string().nullable(),
    reason: z.string().nullable(),
    project: z.string(),
    projectName: z.string(),
    runs: z.number(),
  }),
)

/** The team's newest runs in groups; with `launch` or `pattern` (of ILIKE) only those that match. */
async function readGroups(
  teamId: string,
  { launch, pattern }: { launch: string | null; pattern: string | null },
): Promise<z.infer<typeof Groups>> {
  return Groups.parse(
    await db().$queryRaw`
      SELECT newest.workflow, newest.status, newest.verdict, newest.source, newest.reason,
             project.slug AS project, project.name AS "projectName", count(*)::int AS runs
      FROM (
        SELECT workflow, status, coalesce(figures #>> '{edit,verdict}', verdict) AS verdict, source, reason, "projectId"
        FROM run
        WHERE "teamId" = ${teamId}
          AND (${launch}::text IS NULL OR "launchId" = ${launch})
          AND (${pattern}::text IS NULL OR "targetPath" ILIKE ${pattern} OR "targetName" ILIKE ${pattern})
        ORDER BY "createdAt" DESC, id DESC LIMIT ${COUNTED_RUNS}
      ) AS newest JOIN project ON project.id = newest."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  )
}

/**
 * Counts beside each filter, over the newest runs that match the launch and the search text. What else the team's runs
 * hold is there with 0, so that filters stay in their places when nothing matches.
 */
export async function countRuns(
  ctx: TeamContext,
  query: RunQuery,
): Promise<Pick<RunList, 'counts' | 'countsCapped' | 'projectNames'>> {
  const launch = query.launch ?? null
  const pattern = query.q === undefined || query.q === '' ? null : `%${escapeLike(query.q)}%`
  const isNarrowed = launch !== null || pattern !== null
  const [matching, others] = await Promise.all([
    readGroups(ctx.teamId, { launch, pattern }),
    isNarrowed ? readGroups(ctx.teamId, { launch: null, pattern: null }) : [],
  ])
  const groups = [...matching, ...others.map((group) => ({ ...group, runs: 0 }))]
  const counted = matching.reduce((sum, group) => sum + group.runs, 0)
  return {
    counts: countFacets(groups, query),
    countsCapped: counted >= COUNTED_RUNS,
    projectNames: Object.fromEntries(groups.map(({ project, projectName }) => [project, projectName])),
  }
}
