import 'server-only'
import { db } from '@/lib/db/db'
import type { AddedProject } from '@/lib/domain/import'
import { insertProject, type ProjectDraft } from '@/lib/projects/import/insert-project'
import type { TeamContext } from '@/lib/teams/team-context'
import { type Archive, KEEP_ARCHIVE_MS, keepArchive } from './archive-blob'
import { startImport } from './start-import'

/** Adds a project whose files a worker is to take from its source. */
export async function addImportingProject(
  ctx: TeamContext,
  draft: ProjectDraft,
  archive: Archive | null = null,
): Promise<AddedProject> {
  const archiveHash = archive?.hash ?? null
  return db().$transaction(
    async (tx) => {
      if (archive !== null) await keepArchive(tx, archive)
      const { projectId, slug } = await insertProject(tx, ctx, draft)
      const importId = await startImport(tx, ctx, { projectId, archiveHash })
      return { outcome: 'importing', projectId, slug, importId }
    },
    { timeout: KEEP_ARCHIVE_MS },
  )
}
