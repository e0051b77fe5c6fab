import 'server-only'
import { db } from '@/lib/db/db'
import { findProjectRow } from '@/lib/projects/find-project-row'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { cancelFlows } from '@/lib/runs/durable/cancel-flows'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { importFlowId } from './import-flow'
import { updateImport } from './update-import'

/**
 * Stops the import of a project that is queued or under way; nothing of it is stored. `cancelled: false` when it had
 * ended before. Throws `forbidden`, `not-found`.
 */
export async function cancelImport(
  ctx: TeamContext,
  { projectId }: { projectId: string },
): Promise<{ cancelled: boolean }> {
  assertCan(ctx, 'manage-projects')
  const { importState } = await findProjectRow(ctx, { projectId })
  const importId = ImportRecord.nullable().parse(importState)?.id
  if (importId === undefined) return { cancelled: false }
  return db().$transaction(async (tx) => {
    const cancelled = await updateImport({ projectId, importId }, { status: 'cancelled' }, tx)
    if (!cancelled) return { cancelled }
    await cancelFlows(tx, [importFlowId(importId)])
    await recordAudit(tx, ctx, {
      action: 'project.cancel-import',
      subjectType: 'project',
      subjectId: projectId,
    })
    return { cancelled }
  })
}
