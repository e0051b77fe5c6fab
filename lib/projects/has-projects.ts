import 'server-only'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** True when the team has a project in use. Rows of projects count their runs, which takes the longer the more there are. */
export async function hasProjects(ctx: TeamContext): Promise<boolean> {
  assertCan(ctx, 'view')
  const project = await db().project.findFirst({
    where: { teamId: ctx.teamId, archivedAt: null },
    select: { id: true },
  })
  return project !== null
}
