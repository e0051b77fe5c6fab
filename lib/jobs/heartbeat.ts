import 'server-only'
import pg from 'pg'
import { db } from '@/lib/db/db'
import { steadiness } from '@/lib/db/steadiness'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { ENGINE_VERSION } from '@/lib/runs/durable/engine-names'
import type { WorkerIdentity } from './worker-identity'

export const HEARTBEAT_MS = 2000
/** After a beat that did not go through the next one hurries: others wait for it. */
const HURRY_MS = 250
/** A connection that hangs is given up for a new one. */
const ANSWER_WITHIN_MS = 2000

/** Says that this worker lives, by the database's clock: machines need not agree on the time. $1 id, $2 host, $3 process, $4 version */
const BEAT = `
  INSERT INTO worker (id, host, pid, version, "startedAt", "heartbeatAt")
  VALUES ($1, $2, $3, $4, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
  ON CONFLICT (id) DO UPDATE SET "heartbeatAt" = excluded."heartbeatAt", "stoppedAt" = NULL`

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
  })
  // Told by the next beat.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/**
 * Beats until stopped, on a connection of its own: a worker whose others are all busy is not dead. `stop` takes the worker
 * off the list, so that what it leaves behind is resumed at once.
 */
export async function startHeartbeat(worker: WorkerIdentity): Promise<{ stop: () => Promise<void> }> {
  const values = [worker.id, worker.host, worker.pid, ENGINE_VERSION]
  let client: pg.Client | null = null
  let isFailing = false
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function beat(): Promise<void> {
    try {
      client ??= await connect()
      await client.query(BEAT, values)
      steadiness.beat()
    } catch (error) {
      await drop()
      throw error
    }
  }

  async function drop(): Promise<void> {
    const broken = client
    client = null
    // One that hangs would not end either.
    broken?.end().catch(() => undefined)
  }

  async function round(): Promise<void> {
    const began = performance.now()
    const failed = await beat().then(
      () => false,
      (error: unknown) => {
        if (!isFailing) log.warn({ err: error }, 'heartbeat failed')
        return true
      },
    )
    isFailing = failed
    if (!stopped) schedule(failed ? HURRY_MS : HEARTBEAT_MS - (performance.now() - began))
  }

  let running = Promise.resolve()
  function schedule(ms: number): void {
    timer = setTimeout(
      () => {
        running = round()
      },
      Math.max(0, ms),
    )
  }

  await beat()
  schedule(HEARTBEAT_MS)
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      await drop()
      await db().worker.update({ where: { id: worker.id }, data: { stoppedAt: new Date() } })
    },
  }
}
