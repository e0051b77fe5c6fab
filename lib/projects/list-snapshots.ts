import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { SnapshotChoice } from '@/lib/domain/snapshot-choice'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

const MOST = 200

/** The stored states of a project, newest first: what "only new since …" and "changed since …" choose from. */
export async function listSnapshots(ctx: TeamContext, projectId: string): Promise<SnapshotChoice[]> {
  assertCan(ctx, 'view')
  const rows = await db().snapshot.findMany({
    where: { projectId, teamId: ctx.teamId },
    orderBy: { id: 'desc' },
    take: MOST,
    select: { id: true, commit: true, ref: true, moduleCount: true, createdAt: true },
  })
  return z
    .array(SnapshotChoice)
    .parse(rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })))
}
