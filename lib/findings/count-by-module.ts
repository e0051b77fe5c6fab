import 'server-only'
import { db } from '@/lib/db/db'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** How many findings are open or accepted and shown, by path of the module; a module without any is not in it. */
export async function countByModule(ctx: TeamContext, projectId: string): Promise<Record<string, number>> {
  assertCan(ctx, 'view')
  const groups = await db().finding.groupBy({
    by: ['path'],
    where: { teamId: ctx.teamId, projectId, state: { in: ['open', 'accepted'] }, hiddenWhy: null },
    _count: { _all: true },
    orderBy: { path: 'asc' },
  })
  return Object.fromEntries(groups.map(({ path, _count }) => [path, _count._all]))
}
