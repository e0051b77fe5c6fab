import 'server-only'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'

/**
 * Elects one process for a job by a lock of its own connection: it is free again as soon as that process dies. A leader
 * that lost its connection may not know it yet, so whatever it does must be guarded by its rows as well.
 */
export function standForLeader(job: string): { isLeader: () => Promise<boolean>; stop: () => Promise<void> } {
  let holder: pg.Client | null = null
  let asking: Promise<boolean> | null = null

  async function ask(): Promise<boolean> {
    const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
    client.on('error', (error) => log.warn({ err: error, job }, 'leader: connection lost'))
    client.on('end', () => {
      if (holder === client) holder = null
    })
    await client.connect()
    const { rows } = await client.query<{ won: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1)) AS won',
      [`assay ${job}`],
    )
    if (rows[0]?.won !== true) {
      await client.end()
      return false
    }
    holder = client
    return true
  }

  return {
    isLeader() {
      if (holder !== null) return Promise.resolve(true)
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
    async stop() {
      await holder?.end()
    },
  }
}
