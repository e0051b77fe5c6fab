import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { RefreshedProject } from '@/lib/domain/import'
import { inspectArchive } from '@/lib/projects/archive/inspect-archive'
import { refreshByHand } from '@/lib/projects/refresh-by-hand'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { hashArchive, keepArchive } from './archive-blob'
import { findProjectInUse } from './find-project-in-use'
import { startImport } from './start-import'

export interface RefreshInput {
  projectId: string
  /** the new archive of an uploaded project */
  archive?: File
  /** the new text of a pasted project */
  code?: string
}

/** Keeps the new archive of an uploaded project. Other sources have none. */
async function keepNewArchive(sourceKind: string, file: File | undefined): Promise<string | null> {
  if (sourceKind !== 'upload') return null
  if (file === undefined)
    throw new AssayError('invalid-input', 'To refresh this project, upload its new archive.')
  const archive = await inspectArchive(file)
  const archiveHash = hashArchive(archive)
  await keepArchive(archiveHash, archive)
  return archiveHash
}

/** Has the project's files taken anew from its source, by a worker; those a person hands over in a form at once. */
export async function refreshProject(ctx: TeamContext, input: RefreshInput): Promise<RefreshedProject> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectInUse(ctx, input.projectId)
  const { id: projectId, slug, sourceKind } = project
  if (sourceKind === 'paste' || sourceKind === 'sample')
    return { outcome: 'added', ...(await refreshByHand(ctx, project, input.code)) }
  const archiveHash = await keepNewArchive(sourceKind, input.archive)
  const importId = await db().$transaction((tx) => startImport(tx, ctx, { projectId, archiveHash }))
  return { outcome: 'importing', projectId, slug, importId }
}
