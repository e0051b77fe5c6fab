import 'server-only'
import { db } from '@/lib/db/db'
import { tellsCosts } from '@/lib/domain/alert'
import { AlertCondition } from '@/lib/domain/alert-condition'
import type { TeamContext } from '@/lib/teams/team-context'

/** Alerts that fire and that nobody looks after; not those of money for who sees none. */
export async function countFiringAlerts({ teamId, seesCosts }: TeamContext): Promise<number> {
  const firing = await db().alert.findMany({
    where: { teamId, state: 'firing', acknowledgedAt: null },
    select: { condition: true },
  })
  return firing.filter(({ condition }) => seesCosts || !tellsCosts(AlertCondition.parse(condition))).length
}
