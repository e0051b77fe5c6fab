import 'server-only'
import { db } from '@/lib/db/db'
import { maySeeAlert } from '@/lib/domain/alert'
import type { TeamContext } from '@/lib/teams/team-context'

const MOST_NAMED = 2

/** Alerts that wait for somebody, as the bell counts them, with what the first of them are called, critical ones first. */
export interface FiringAlerts {
  count: number
  names: string[]
}

/** Alerts that fire and that nobody looks after or keeps quiet; not those of money for who sees none. */
export async function findFiringAlerts(ctx: TeamContext, now = new Date()): Promise<FiringAlerts> {
  const firing = await db().alert.findMany({
    where: {
      ...{ teamId: ctx.teamId, state: 'firing', acknowledgedAt: null },
      OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }],
    },
    select: { condition: true, ruleName: true, subjectName: true },
    orderBy: [{ severity: 'asc' }, { id: 'desc' }],
  })
  const seen = firing.filter(({ condition }) => maySeeAlert(ctx, condition))
  const names = seen.map(({ ruleName, subjectName }) =>
    subjectName === null ? ruleName : `${ruleName}: ${subjectName}`,
  )
  return { count: seen.length, names: names.slice(0, MOST_NAMED) }
}
