import 'server-only'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSnapshotRow } from './find-snapshot-row'

export interface SnapshotFileRow {
  path: string
  bytes: number
  /** sha256 of the content */
  hash: string
}

/** The files of a snapshot (the newest when none is named), by path, without their contents. */
export async function getSnapshotFiles(
  ctx: TeamContext,
  input: { projectId: string; snapshotId?: string },
): Promise<SnapshotFileRow[]> {
  assertCan(ctx, 'view')
  const { id: snapshotId } = await findSnapshotRow(ctx, input)
  const files = await db().snapshotFile.findMany({ where: { snapshotId }, orderBy: { path: 'asc' } })
  return files.map(({ path, bytes, blobHash }) => ({ path, bytes, hash: blobHash }))
}
