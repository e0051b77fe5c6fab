import 'server-only'
import pg from 'pg'
import { statementName } from '@/lib/db/statement-names'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'

/** A flow writes a checkpoint at a time, and each holds a connection for some milliseconds. */
const CONNECTIONS = 10
/** What the engine sets on connections of its own: a transaction that its process forgot ends. */
const IDLE_IN_TRANSACTION_MS = 60_000

/** Keeps the engine's statements planned: it sends the same dozen, as plain text, many times for each run. */
function keepStatements(client: pg.PoolClient): void {
  client.query = new Proxy(client.query, {
    apply(query, self, given: unknown[]) {
      const [text, values, ...rest] = given
      const name = typeof text === 'string' && Array.isArray(values) ? statementName(text) : undefined
      return Reflect.apply(query, self, name === undefined ? given : [{ name, text }, values, ...rest])
    },
  })
}

/**
 * Connections for the durable engine's checkpoints. Their commits need not wait for the disk: what a failing machine loses
 * is done again, and every effect is idempotent by id. What was paid is recorded by our own connections, whose commits do
 * wait, and with which all earlier ones reach the disk. Whoever makes the pool ends it.
 */
export function makeCheckpointPool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: checkpointsUrl(env().DATABASE_URL), max: CONNECTIONS })
  pool.on('connect', keepStatements)
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ why: error.message }, 'an idle connection for checkpoints broke'))
  return pool
}

function checkpointsUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  const ours = `-c synchronous_commit=off -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`
  url.searchParams.set('options', [url.searchParams.get('options'), ours].filter(Boolean).join(' '))
  // Spaces as %20: the driver does not read "+" as one.
  url.search = url.search.replaceAll('+', '%20')
  return url.href
}
