import 'server-only'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { LIVE_CHANNEL, LiveEvent } from './notify'

type Listener = (event: LiveEvent | 'reconnected') => void

const RECONNECT_MS = 1000
const globalForLive = globalThis as typeof globalThis & {
  assayLive?: Live
}

interface Live {
  listeners: Set<Listener>
  ready: Promise<void>
  /** on which this process listens; undefined while it cannot */
  client?: pg.Client
  /** of all who ask before it begins */
  heard?: Promise<void>
  /** has begun: too early for who asks now, and the next one waits for it */
  asking?: Promise<unknown>
}

async function connect(live: Pick<Live, 'listeners' | 'client'>, again: boolean): Promise<void> {
  const { listeners } = live
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  const retry = () => {
    setTimeout(() => {
      connect(live, true).catch((error: unknown) => {
        log.warn({ err: error }, 'live events: cannot reconnect yet')
        retry()
      })
    }, RECONNECT_MS).unref()
  }
  client.on('error', (error) => log.warn({ err: error }, 'live events: connection lost'))
  client.on('notification', (message) => {
    const parsed = LiveEvent.safeParse(JSON.parse(message.payload ?? 'null'))
    if (parsed.success) for (const listener of listeners) listener(parsed.data)
    else log.warn({ payload: message.payload }, 'live events: unreadable payload')
  })
  await client.connect()
  await client.query(`LISTEN ${LIVE_CHANNEL}`)
  live.client = client
  client.on('end', () => {
    live.client = undefined
    retry()
  })
  // What was sent while we were away is lost: pages must refetch.
  if (again) for (const listener of listeners) listener('reconnected')
}

/**
 * Subscribes to live events of this process's one LISTEN connection.
 * Resolves to the unsubscribe function once listening has begun.
 */
export async function subscribeLive(listener: Listener): Promise<() => void> {
  if (globalForLive.assayLive === undefined) {
    const live: Live = { listeners: new Set(), ready: Promise.resolve() }
    live.ready = connect(live, false).catch((error: unknown) => {
      globalForLive.assayLive = undefined
      throw error
    })
    globalForLive.assayLive = live
  }
  const live = globalForLive.assayLive
  live.listeners.add(listener)
  await live.ready
  return () => live.listeners.delete(listener)
}

/**
 * Resolves when all that was told before the call has reached this process's listeners: Postgres sends what is waiting for a
 * connection before it is done with the connection's next statement. Another process may have heard of it, and told a page,
 * a moment earlier. Rejects while this process cannot listen.
 */
export async function heardUntilNow(): Promise<void> {
  const live = globalForLive.assayLive
  if (live?.client === undefined) throw new Error('this process does not listen')
  const { client } = live
  live.heard ??= Promise.allSettled([live.asking]).then(async () => {
    live.heard = undefined
    live.asking = client.query('SELECT')
    await live.asking
  })
  await live.heard
}
