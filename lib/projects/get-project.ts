import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { ProjectRow } from '@/lib/domain/project-row'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { projectRowParts, toProjectRow } from './to-project-row'

/** A project of the team by its slug, archived or not; throws `not-found`. */
export async function getProject(ctx: TeamContext, slug: string): Promise<ProjectRow> {
  assertCan(ctx, 'view')
  const project = await db().project.findFirst({
    where: { teamId: ctx.teamId, slug },
    include: projectRowParts,
  })
  if (project === null) throw new AssayError('not-found', 'There is no such project in this team.')
  return toProjectRow(project)
}
