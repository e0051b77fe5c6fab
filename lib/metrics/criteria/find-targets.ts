import 'server-only'
import { db } from '@/lib/db/db'
import { queryAside } from '@/lib/db/query-aside'
import { sql } from '@/lib/db/sql'
import { TARGETS, type TargetName } from '@/lib/domain/targets'

export type Targets = Record<TargetName, number>

/** What a team holds its figures against: the plan's targets where it set none of its own. */
export async function findTargets(teamId: string): Promise<Targets> {
  const own = await db().teamTarget.findMany({ where: { teamId } })
  const targetOf = (name: TargetName) =>
    own.find(({ criterion }) => criterion === name)?.value ?? TARGETS[name].planned
  return Object.fromEntries(
    (Object.keys(TARGETS) as TargetName[]).map((name) => [name, targetOf(name)]),
  ) as Targets
}

/** One of them, for a line across a chart. */
export async function findTarget(teamId: string, name: TargetName): Promise<number> {
  const [own] = await queryAside<{ value: number }>(
    sql`SELECT value FROM team_target WHERE "teamId" = ${teamId} AND criterion = ${name}`,
  )
  return own?.value ?? TARGETS[name].planned
}
