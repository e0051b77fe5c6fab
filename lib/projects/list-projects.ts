import 'server-only'
import { db } from '@/lib/db/db'
import type { ProjectRow } from '@/lib/domain/project-row'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { projectRowParts, toProjectRow } from './to-project-row'

const MAX_PROJECTS = 500

/** The team's projects by name; archived ones only when asked for. */
export async function listProjects(
  ctx: TeamContext,
  options: { archived?: boolean } = {},
): Promise<ProjectRow[]> {
  assertCan(ctx, 'view')
  const projects = await db().project.findMany({
    where: { teamId: ctx.teamId, archivedAt: options.archived ? { not: null } : null },
    include: projectRowParts,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_PROJECTS,
  })
  return projects.map(toProjectRow)
}
