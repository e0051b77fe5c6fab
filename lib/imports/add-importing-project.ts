import 'server-only'
import { db } from '@/lib/db/db'
import type { AddedProject } from '@/lib/domain/import'
import { insertProject, type ProjectDraft } from '@/lib/projects/import/insert-project'
import type { TeamContext } from '@/lib/teams/team-context'
import { startImport } from './start-import'

/** Adds a project whose files a worker is to take from its source. */
export async function addImportingProject(
  ctx: TeamContext,
  draft: ProjectDraft,
  archiveHash: string | null = null,
): Promise<AddedProject> {
  return db().$transaction(async (tx) => {
    const { projectId, slug } = await insertProject(tx, ctx, draft)
    const importId = await startImport(tx, ctx, { projectId, archiveHash })
    return { outcome: 'importing', projectId, slug, importId }
  })
}
