import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { wordPatterns } from '@/lib/db/like-patterns'
import { FoundLaunch } from '@/lib/domain/search'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

const SEARCHED_LAUNCHES = 1000

/** The newest launches whose project, workflow or person holds every word of the text; no text: the newest of all. */
export async function searchLaunches(ctx: TeamContext, text: string, limit: number): Promise<FoundLaunch[]> {
  assertCan(ctx, 'view')
  const rows = await db().$queryRaw<unknown[]>`
    SELECT launch.id, project.name AS "projectName", launch.workflow, launch."targetCount",
           EXISTS (SELECT 1 FROM diff WHERE diff."launchId" = launch.id) AS "isOnChanges",
           to_char(launch."createdAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
    FROM (
      SELECT id, "projectId", workflow, "targetCount", "createdBy", "createdAt" FROM launch
      WHERE "teamId" = ${ctx.teamId} ORDER BY "createdAt" DESC, id DESC LIMIT ${SEARCHED_LAUNCHES}
    ) AS launch
    JOIN project ON project.id = launch."projectId"
    LEFT JOIN "user" AS person ON person.id = launch."createdBy"
    WHERE concat_ws(' ', 'launch', project.name, launch.workflow, replace(launch.workflow, '-', ' '), person.name)
      ILIKE ALL (${wordPatterns(text)}::text[])
    ORDER BY launch."createdAt" DESC, launch.id DESC LIMIT ${limit}`
  return z.array(FoundLaunch).parse(rows)
}
