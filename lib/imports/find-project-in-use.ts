import 'server-only'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import { findProjectRow } from '@/lib/projects/find-project-row'
import type { TeamContext } from '@/lib/teams/team-context'

/** A project whose files may be taken again. Throws `not-found`, `conflict` for one that is archived. */
export async function findProjectInUse(ctx: TeamContext, projectId: string): Promise<ProjectRecord> {
  const project = await findProjectRow(ctx, { projectId })
  if (project.archivedAt !== null)
    throw new AssayError('conflict', 'The project is archived. Restore it first.')
  return project
}
