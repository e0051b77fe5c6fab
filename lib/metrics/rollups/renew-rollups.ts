import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { LEVELS_VERSION } from './levels-version'
import { rebuildRollups } from './rebuild-rollups'

/**
 * Makes the rollups of teams anew that asked for another time zone, or whose rows are summed up by the levels of another
 * version of Assay; returns how many. For the schedule. Until it is done, charts of such an update may lack older figures.
 */
export async function renewRollups(): Promise<number> {
  const isOld = { OR: [{ rollupLevels: null }, { rollupLevels: { not: LEVELS_VERSION } }] }
  const teams = await db().team.findMany({
    where: { OR: [{ nextTimeZone: { not: null } }, isOld] },
    select: { id: true, rollupLevels: true },
  })
  for (const { id, rollupLevels } of teams) {
    const isUpdate = rollupLevels !== null && rollupLevels !== LEVELS_VERSION
    if (isUpdate) log.info({ teamId: id }, 'the figures of charts are summed up anew, by other levels')
    await rebuildRollups(id, { onlyWhenAsked: true })
    if (isUpdate) log.info({ teamId: id }, 'the figures of charts are summed up')
  }
  return teams.length
}
