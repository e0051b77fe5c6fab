import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSnapshotRow } from './find-snapshot-row'
import { decodePython } from './import/decode-python'

export interface ModuleSource {
  path: string
  snapshotId: string
  source: string
}

/** The text of one file of a project's snapshot (the newest when none is named); throws `not-found`. */
export async function getModuleSource(
  ctx: TeamContext,
  input: { projectId: string; path: string; snapshotId?: string },
): Promise<ModuleSource> {
  assertCan(ctx, 'view')
  const { id: snapshotId } = await findSnapshotRow(ctx, input)
  const file = await db().snapshotFile.findUnique({
    where: { snapshotId_path: { snapshotId, path: input.path } },
  })
  if (file === null) throw new AssayError('not-found', 'There is no such file in this project.')
  const { content } = await db().blob.findUniqueOrThrow({ where: { hash: file.blobHash } })
  const bytes = Buffer.from(content)
  return { path: file.path, snapshotId, source: decodePython(bytes) ?? bytes.toString('latin1') }
}
