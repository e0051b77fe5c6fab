import 'server-only'
import { db } from '@/lib/db/db'
import { maySeeAlert } from '@/lib/domain/alert'
import type { TeamContext } from '@/lib/teams/team-context'

/** Alerts that fire and that nobody looks after; not those of money for who sees none. */
export async function countFiringAlerts(ctx: TeamContext): Promise<number> {
  const firing = await db().alert.findMany({
    where: { teamId: ctx.teamId, state: 'firing', acknowledgedAt: null },
    select: { condition: true },
  })
  return firing.filter(({ condition }) => maySeeAlert(ctx, condition)).length
}
