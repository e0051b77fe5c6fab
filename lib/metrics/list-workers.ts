import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { WorkerRow } from '@/lib/domain/worker'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** Workers beat every 2 s; a pause this long is no hiccup. */
const SILENT_MS = 15_000
const SHOWN_HOURS = 24
const MAX_ROWS = 20

const Columns = WorkerRow.omit({ state: true, startedAt: true }).extend({
  startedAt: z.date(),
  stopped: z.boolean(),
})

/** Workers of the last day, the liveliest first. They serve all teams: any member may see that they live. */
export async function listWorkers(ctx: TeamContext): Promise<WorkerRow[]> {
  assertCan(ctx, 'view')
  const rows = await db().$queryRaw<unknown[]>`
    SELECT id, host, pid, version, "startedAt", "stoppedAt" IS NOT NULL AS stopped,
           (extract(epoch FROM (now() AT TIME ZONE 'UTC') - "heartbeatAt") * 1000)::float8 AS "silentMs"
    FROM worker
    WHERE "heartbeatAt" > (now() AT TIME ZONE 'UTC') - ${SHOWN_HOURS} * interval '1 hour'
    ORDER BY "heartbeatAt" DESC LIMIT ${MAX_ROWS}`
  return z
    .array(Columns)
    .parse(rows)
    .map(({ stopped, startedAt, ...worker }) => ({
      ...worker,
      startedAt: startedAt.toISOString(),
      state: stopped ? 'stopped' : worker.silentMs > SILENT_MS ? 'silent' : 'alive',
    }))
}
