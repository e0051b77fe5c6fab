import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { findProjectRow } from '@/lib/projects/find-project-row'
import { ImportRecord } from '@/lib/projects/import/import-record'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { sweepBlobs } from './sweep-blobs'

/**
 * Removes a project whose files never came, as if it had not been added. Throws `forbidden`, `not-found`, `conflict`
 * for one that has files or whose import is under way.
 */
export async function discardProject(ctx: TeamContext, { projectId }: { projectId: string }): Promise<void> {
  assertCan(ctx, 'manage-projects')
  const { name, importState } = await findProjectRow(ctx, { projectId })
  const record = ImportRecord.nullable().parse(importState)
  await db().$transaction(async (tx) => {
    const { count } = await tx.project.deleteMany({
      where: {
        id: projectId,
        snapshots: { none: {} },
        OR: [
          { importState: { path: ['status'], equals: 'failed' } },
          { importState: { path: ['status'], equals: 'cancelled' } },
        ],
      },
    })
    if (count === 0)
      throw new AssayError(
        'conflict',
        'This project has files, or they are on their way. Archive it instead.',
      )
    await recordAudit(tx, ctx, {
      action: 'project.discard',
      subjectType: 'project',
      subjectId: projectId,
      detail: { name },
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'project', id: projectId, projectId })
  })
  if (record?.archiveHash != null) await sweepBlobs(record.archiveHash)
}
