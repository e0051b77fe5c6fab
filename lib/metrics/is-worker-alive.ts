import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Alive = z.tuple([z.object({ alive: z.boolean() })])
/** Workers beat every 2 s; a pause this long is no hiccup. */
const SILENT_SECONDS = 15

/** True when at least one worker said lately, by the database's clock, that it lives. */
export async function isWorkerAlive(): Promise<boolean> {
  const [row] = Alive.parse(
    await db().$queryRaw`
      SELECT EXISTS (SELECT 1 FROM worker WHERE "stoppedAt" IS NULL
        AND "heartbeatAt" > (now() AT TIME ZONE 'UTC') - ${SILENT_SECONDS} * interval '1 second') AS alive`,
  )
  return row.alive
}
