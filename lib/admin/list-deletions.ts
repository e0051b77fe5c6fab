import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { DeletionKind, type DeletionRow, type PersonWithData } from '@/lib/domain/deletion'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listActors } from './list-actors'

const NEWEST = 50

/** The newest deletions of the team, and the people it holds data of. */
export async function listDeletions(
  ctx: TeamContext,
): Promise<{ deletions: DeletionRow[]; people: PersonWithData[] }> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  const [rows, people] = await Promise.all([
    db().deletion.findMany({ where: { teamId }, orderBy: { createdAt: 'desc' }, take: NEWEST }),
    listActors(teamId),
  ])
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const now = new Date()
  const deletions = rows.map((row): DeletionRow => {
    const endedAt = row.doneAt ?? row.cancelledAt
    return {
      id: row.id,
      kind: DeletionKind.parse(row.kind),
      name: row.subjectName,
      requestedByName: names.get(row.requestedBy) ?? FORMER_MEMBER,
      requestedAt: row.createdAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      state: stateOf(row, now),
      endedAt: endedAt?.toISOString() ?? null,
      removed: z.record(z.string(), z.number().int()).parse(row.removed),
    }
  })
  return { deletions, people }
}

type Moments = { doneAt: Date | null; cancelledAt: Date | null; dueAt: Date }

function stateOf({ doneAt, cancelledAt, dueAt }: Moments, now: Date): DeletionRow['state'] {
  if (doneAt !== null) return 'done'
  if (cancelledAt !== null) return 'called-off'
  return dueAt > now ? 'waiting' : 'under-way'
}
