import 'server-only'
import { db } from '@/lib/db/db'
import { LEVELS_VERSION } from './levels-version'

/**
 * How many teams (`teamId`: of this one) wait for `renewRollups`, or are in it: their charts may lack older figures. A new team
 * lacks none.
 */
export function countToSumUp(teamId?: string): Promise<number> {
  const isOld = { AND: [{ rollupLevels: { not: null } }, { rollupLevels: { not: LEVELS_VERSION } }] }
  return db().team.count({ where: { id: teamId, OR: [{ nextTimeZone: { not: null } }, isOld] } })
}
