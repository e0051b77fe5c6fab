import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { RefreshedProject } from '@/lib/domain/import'
import { inspectArchive } from '@/lib/projects/archive/inspect-archive'
import { refreshByHand } from '@/lib/projects/refresh-by-hand'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { type Archive, hashArchive, KEEP_ARCHIVE_MS, keepArchive } from './archive-blob'
import { findProjectInUse } from './find-project-in-use'
import { startImport } from './start-import'

export interface RefreshInput {
  projectId: string
  /** the new archive of an uploaded project */
  archive?: File
  /** the new text of a pasted project */
  code?: string
}

/** The new archive of an uploaded project. Other sources have none. */
async function takeArchive(sourceKind: string, file: File | undefined): Promise<Archive | null> {
  if (sourceKind !== 'upload') return null
  if (file === undefined)
    throw new AssayError('invalid-input', 'To refresh this project, upload its new archive.')
  const content = await inspectArchive(file)
  return { hash: hashArchive(content), content }
}

/** Has the project's files taken anew from its source, by a worker; those a person hands over in a form at once. */
export async function refreshProject(ctx: TeamContext, input: RefreshInput): Promise<RefreshedProject> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectInUse(ctx, input.projectId)
  const { id: projectId, slug, sourceKind } = project
  if (sourceKind === 'paste' || sourceKind === 'sample')
    return { outcome: 'added', ...(await refreshByHand(ctx, project, input.code)) }
  const archive = await takeArchive(sourceKind, input.archive)
  const importId = await db().$transaction(
    async (tx) => {
      if (archive !== null) await keepArchive(tx, archive)
      return startImport(tx, ctx, { projectId, archiveHash: archive?.hash ?? null })
    },
    { timeout: KEEP_ARCHIVE_MS },
  )
  return { outcome: 'importing', projectId, slug, importId }
}
