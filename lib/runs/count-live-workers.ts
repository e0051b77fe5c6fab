import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Living = z.tuple([z.object({ workers: z.number() })])
/** Workers beat every 2 s; a pause this long is no hiccup. */
const SILENT_SECONDS = 15

/** How many workers said lately, by the database's clock, that they live. */
export async function countLiveWorkers(): Promise<number> {
  const [row] = Living.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS workers FROM worker WHERE "stoppedAt" IS NULL
        AND "heartbeatAt" > (now() AT TIME ZONE 'UTC') - ${SILENT_SECONDS} * interval '1 second'`,
  )
  return row.workers
}
