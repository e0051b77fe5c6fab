import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { RefreshedProject } from '@/lib/domain/import'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectInUse } from './find-project-in-use'
import { startImport } from './start-import'

/** Starts an import that failed or was cancelled again, from the same source; an uploaded archive was kept for it. */
export async function retryImport(
  ctx: TeamContext,
  { projectId }: { projectId: string },
): Promise<RefreshedProject> {
  assertCan(ctx, 'manage-projects')
  const { slug, importState } = await findProjectInUse(ctx, projectId)
  const record = ImportRecord.nullable().parse(importState)
  if (record === null || record.status === 'done')
    throw new AssayError('conflict', 'There is no import of this project to start again. Refresh it instead.')
  const { archiveHash } = record
  const importId = await db().$transaction(async (tx) => {
    await recordAudit(tx, ctx, {
      action: 'project.retry-import',
      subjectType: 'project',
      subjectId: projectId,
    })
    return startImport(tx, ctx, { projectId, archiveHash })
  })
  return { outcome: 'importing', projectId, slug, importId }
}
