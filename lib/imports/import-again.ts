import 'server-only'
import { db } from '@/lib/db/db'
import type { ProjectRecord } from '@/lib/db/rows'
import { AssayError } from '@/lib/domain/assay-error'
import type { RefreshedProject } from '@/lib/domain/import'
import { inspectArchive } from '@/lib/projects/archive/inspect-archive'
import { findProjectRow } from '@/lib/projects/find-project-row'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { refreshByHand } from '@/lib/projects/refresh-by-hand'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { hashArchive, keepArchive } from './archive-blob'
import { startImport } from './start-import'

export interface RefreshInput {
  projectId: string
  /** the new archive of an uploaded project */
  archive?: File
  /** the new text of a pasted project */
  code?: string
}

async function findInUse(ctx: TeamContext, projectId: string): Promise<ProjectRecord> {
  assertCan(ctx, 'manage-projects')
  const project = await findProjectRow(ctx, { projectId })
  if (project.archivedAt !== null)
    throw new AssayError('conflict', 'The project is archived. Restore it first.')
  return project
}

async function start(
  ctx: TeamContext,
  { id: projectId, slug }: ProjectRecord,
  archiveHash: string | null,
): Promise<RefreshedProject> {
  const importId = await db().$transaction((tx) => startImport(tx, ctx, { projectId, archiveHash }))
  return { outcome: 'importing', projectId, slug, importId }
}

/** Has the project's files taken anew from its source, by a worker; those a person hands over in a form at once. */
export async function refreshProject(ctx: TeamContext, input: RefreshInput): Promise<RefreshedProject> {
  const project = await findInUse(ctx, input.projectId)
  if (project.sourceKind === 'paste' || project.sourceKind === 'sample')
    return { outcome: 'added', ...(await refreshByHand(ctx, project, input.code)) }
  if (project.sourceKind !== 'upload') return start(ctx, project, null)
  if (input.archive === undefined)
    throw new AssayError('invalid-input', 'To refresh this project, upload its new archive.')
  const archive = await inspectArchive(input.archive)
  const archiveHash = hashArchive(archive)
  await keepArchive(archiveHash, archive)
  return start(ctx, project, archiveHash)
}

/** Starts an import that failed or was cancelled again, from the same source; an uploaded archive was kept for it. */
export async function retryImport(
  ctx: TeamContext,
  { projectId }: { projectId: string },
): Promise<RefreshedProject> {
  const project = await findInUse(ctx, projectId)
  const record = ImportRecord.nullable().parse(project.importState)
  if (record === null || record.status === 'done')
    throw new AssayError('conflict', 'There is no import of this project to start again. Refresh it instead.')
  return start(ctx, project, record.archiveHash)
}
