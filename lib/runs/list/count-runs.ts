import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { RunList } from '@/lib/domain/run-list'
import type { RunQuery } from '@/lib/domain/run-query'
import type { TeamContext } from '@/lib/teams/team-context'
import { countFacets } from './count-facets'
import { escapeLike } from './escape-like'

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
    runs: z.number(),
  }),
)

/** Counts beside each filter, over the newest runs that match the launch and the search text. */
export async function countRuns(
  ctx: TeamContext,
  query: RunQuery,
): Promise<Pick<RunList, 'counts' | 'countsCapped'>> {
  const launch = query.launch ?? null
  const pattern = query.q === undefined || query.q === '' ? null : `%${escapeLike(query.q)}%`
  const groups = Groups.parse(
    await db().$queryRaw`
      SELECT newest.workflow, newest.status, newest.verdict, newest.source, newest.reason,
             project.slug AS project, count(*)::int AS runs
      FROM (
        SELECT workflow, status, verdict, source, reason, "projectId" FROM run
        WHERE "teamId" = ${ctx.teamId}
          AND (${launch}::text IS NULL OR "launchId" = ${launch})
          AND (${pattern}::text IS NULL OR "targetPath" ILIKE ${pattern} OR "targetName" ILIKE ${pattern})
        ORDER BY "createdAt" DESC, id DESC LIMIT ${COUNTED_RUNS}
      ) AS newest JOIN project ON project.id = newest."projectId"
      GROUP BY 1, 2, 3, 4, 5, 6`,
  )
  const counted = groups.reduce((sum, group) => sum + group.runs, 0)
  return { counts: countFacets(groups, query), countsCapped: counted >= COUNTED_RUNS }
}
