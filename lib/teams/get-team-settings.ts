import 'server-only'
import { db } from '@/lib/db/db'
import type { TeamSettings } from '@/lib/domain/team'
import { assertCan } from './assert-can'
import type { TeamContext } from './team-context'

/** What the general settings page shows. */
export async function getTeamSettings(ctx: TeamContext): Promise<TeamSettings> {
  assertCan(ctx, 'view')
  const team = await db().team.findUniqueOrThrow({ where: { id: ctx.teamId } })
  const { id, slug, name, useModel, viewersSeeCosts, timeZone, nextTimeZone, cacheDays } = team
  const createdAt = team.createdAt.toISOString()
  return { id, slug, name, useModel, viewersSeeCosts, timeZone, nextTimeZone, cacheDays, createdAt }
}
