import 'server-only'
import { db } from '@/lib/db/db'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { TeamContext } from '@/lib/teams/team-context'

/** A project of the team by id or slug; throws `not-found`, also for another team's. */
export async function findProjectRow(
  ctx: TeamContext,
  key: { projectId: string } | { slug: string },
): Promise<ProjectRecord> {
  const where = 'projectId' in key ? { id: key.projectId } : { slug: key.slug }
  const project = await db().project.findFirst({ where: { ...where, teamId: ctx.teamId } })
  if (project === null) throw new AssayError('not-found', 'There is no such project in this team.')
  return project
}
