import 'server-only'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { forgetEntry, tellNews } from './cache-news'
import { takeHitBack } from './count-hits'

/**
 * Takes an entry whose result did not pass its check out of service, in all processes; the hit is not counted. What was
 * made anew since `json` was served stays.
 */
export async function refuseEntry(teamId: string, key: string, json: string): Promise<void> {
  await db().$queryRaw`
    WITH refused AS (
      UPDATE cache_entry SET value = NULL, bytes = 0, "goneReason" = 'failed-recheck',
        "goneAt" = now() AT TIME ZONE 'UTC'
      WHERE "teamId" = ${teamId} AND key = ${key} AND value = ${json}::jsonb)
    SELECT ${tellNews(teamId, sql`${key}::text`)}::text`
  forgetEntry(teamId, key)
  takeHitBack(teamId, key)
}
