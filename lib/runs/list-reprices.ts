import 'server-only'
import { db } from '@/lib/db/db'
import type { RepriceEvent } from '@/lib/domain/price'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

const NEWEST = 20

/** The newest reprices with the difference each made, and the models that the team's attempts called. */
export async function listReprices(
  ctx: TeamContext,
): Promise<{ reprices: RepriceEvent[]; models: string[] }> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [rows, used] = await Promise.all([
    db().reprice.findMany({ where: { teamId }, orderBy: { createdAt: 'desc' }, take: NEWEST }),
    db().attempt.findMany({
      where: { teamId, source: 'model', model: { not: null } },
      distinct: ['model'],
      select: { model: true },
      orderBy: { model: 'asc' },
    }),
  ])
  const people = await db().user.findMany({
    where: { id: { in: rows.map((row) => row.createdBy) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const reprices = rows.map((row) => ({
    id: row.id,
    from: row.fromDate.toISOString().slice(0, 10),
    to: new Date(row.toDate.getTime() - 1).toISOString().slice(0, 10),
    models: row.models,
    attempts: row.attempts,
    beforeNanoUsd: Number(row.beforeNanoUsd),
    afterNanoUsd: Number(row.afterNanoUsd),
    who: nameOf.get(row.createdBy) ?? FORMER_MEMBER,
    at: row.createdAt.toISOString(),
  }))
  return { reprices, models: used.flatMap(({ model }) => model ?? []) }
}
