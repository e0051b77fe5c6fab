import 'server-only'
import { db } from '@/lib/db/db'
import { Retention } from '@/lib/domain/retention'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** How long the team keeps what. */
export async function getRetention(ctx: TeamContext): Promise<Retention> {
  assertCan(ctx, 'manage-settings')
  const team = await db().team.findUniqueOrThrow({ where: { id: ctx.teamId }, select: { retention: true } })
  return Retention.parse(team.retention)
}
