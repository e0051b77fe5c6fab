import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { LEVELS_VERSION } from './levels-version'
import { rebuildRollups } from './rebuild-rollups'

/** After a failure a team is left alone for so long: to sum up its rows is no small thing. */
const AGAIN_AFTER_MS = 300_000
/** By team: when it is tried again. */
const tryAgainAt = new Map<string, number>()

/**
 * Makes the rollups of teams anew that asked for another time zone, or whose rows are summed up by the levels of another
 * version of Assay; returns how many. For the schedule. Until it is done, charts of such an update may lack older figures.
 * A team of which it fails keeps no other waiting.
 */
export async function renewRollups(): Promise<number> {
  const isOld = { OR: [{ rollupLevels: null }, { rollupLevels: { not: LEVELS_VERSION } }] }
  const teams = await db().team.findMany({
    where: { OR: [{ nextTimeZone: { not: null } }, isOld] },
    select: { id: true, rollupLevels: true },
  })
  let renewed = 0
  for (const { id, rollupLevels } of teams) {
    if (Date.now() < (tryAgainAt.get(id) ?? 0)) continue
    const isUpdate = rollupLevels !== null && rollupLevels !== LEVELS_VERSION
    if (isUpdate) log.info({ teamId: id }, 'the figures of charts are summed up anew, by other levels')
    try {
      await rebuildRollups(id, { onlyWhenAsked: true })
      tryAgainAt.delete(id)
      renewed += 1
      if (isUpdate) log.info({ teamId: id }, 'the figures of charts are summed up')
    } catch (err) {
      tryAgainAt.set(id, Date.now() + AGAIN_AFTER_MS)
      log.error({ teamId: id, err }, 'the figures of charts could not be summed up anew: tried again later')
    }
  }
  return renewed
}
