import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSnapshotRow } from './find-snapshot-row'

const Changed = z.array(z.object({ path: z.string() }))

/** Paths of the newest snapshot's modules that were not there, or were not the same, in an earlier one. Throws `not-found`. */
export async function listChangedModules(
  ctx: TeamContext,
  { projectId, since }: { projectId: string; since: string },
): Promise<string[]> {
  assertCan(ctx, 'view')
  const [newest, earlier] = await Promise.all([
    findSnapshotRow(ctx, { projectId }),
    findSnapshotRow(ctx, { projectId, snapshotId: since }),
  ])
  const rows = await db().$queryRaw`
    SELECT now.path FROM module AS now
    LEFT JOIN module AS earlier ON earlier."snapshotId" = ${earlier.id} AND earlier.path = now.path
    WHERE now."snapshotId" = ${newest.id} AND earlier."blobHash" IS DISTINCT FROM now."blobHash"
    ORDER BY now.path`
  return Changed.parse(rows).map(({ path }) => path)
}
