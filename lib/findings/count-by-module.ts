import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { SEEN_IN } from './list/seen-in-sql'

const Count = z.object({ path: z.string(), findings: z.number() })

/** How many findings of the project's own text are open or accepted and shown, by path; a module without any is not in it. */
export async function countByModule(ctx: TeamContext, projectId: string): Promise<Record<string, number>> {
  assertCan(ctx, 'view')
  const counts = z.array(Count).parse(
    await db().$queryRaw`
      SELECT path, count(*)::int AS findings FROM finding
      WHERE "teamId" = ${ctx.teamId} AND "projectId" = ${projectId} AND state IN ('open', 'accepted')
        AND "hiddenWhy" IS NULL AND ${SEEN_IN} = 'project'
      GROUP BY path ORDER BY path`,
  )
  return Object.fromEntries(counts.map(({ path, findings }) => [path, findings]))
}
