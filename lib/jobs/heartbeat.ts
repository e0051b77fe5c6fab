import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import type { WorkerIdentity } from './worker-identity'

export const HEARTBEAT_MS = 2000

/** Says that this worker lives, by the database's clock: machines need not agree on the time. */
async function beat(worker: WorkerIdentity): Promise<void> {
  await db().$executeRaw`
    INSERT INTO worker (id, host, pid, version, "startedAt", "heartbeatAt")
    VALUES (${worker.id}, ${worker.host}, ${worker.pid}, ${ENGINE_VERSION},
            now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
    ON CONFLICT (id) DO UPDATE SET "heartbeatAt" = excluded."heartbeatAt", "stoppedAt" = NULL`
}

/** Beats until stopped. `stop` takes the worker off the list, so that what it leaves behind is resumed at once. */
export async function startHeartbeat(worker: WorkerIdentity): Promise<{ stop: () => Promise<void> }> {
  await beat(worker)
  const timer = setInterval(() => {
    beat(worker).catch((error: unknown) => log.warn({ err: error }, 'heartbeat failed'))
  }, HEARTBEAT_MS)
  return {
    async stop() {
      clearInterval(timer)
      await db().worker.update({ where: { id: worker.id }, data: { stoppedAt: new Date() } })
    },
  }
}
