import 'server-only'
import { db } from '@/lib/db/db'
import { sql } from '@/lib/db/sql'
import { forgetEntry, tellNews } from './cache-news'

/** Takes an entry whose result did not pass its check out of service, in all processes; the hit is not counted. */
export async function refuseEntry(teamId: string, key: string): Promise<void> {
  await db().$queryRaw`
    WITH refused AS (
      UPDATE cache_entry SET value = NULL, bytes = 0, hits = hits - 1, "goneReason" = 'failed-recheck',
        "goneAt" = now() AT TIME ZONE 'UTC'
      WHERE "teamId" = ${teamId} AND key = ${key} AND "goneReason" IS NULL)
    SELECT ${tellNews(teamId, sql`${key}::text`)}::text`
  forgetEntry(teamId, key)
}
