import 'server-only'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { LIVE_CHANNEL, LiveEvent } from './notify'

type Listener = (event: LiveEvent | 'reconnected') => void

const RECONNECT_MS = 1000
const globalForLive = globalThis as typeof globalThis & {
  assayLive?: { listeners: Set<Listener>; ready: Promise<void> }
}

async function connect(listeners: Set<Listener>, again: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true })
  const retry = () => {
    setTimeout(() => {
      connect(listeners, true).catch((error: unknown) => {
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
  client.on('end', retry)
  // What was sent while we were away is lost: pages must refetch.
  if (again) for (const listener of listeners) listener('reconnected')
}

/**
 * Subscribes to live events of this process's one LISTEN connection.
 * Resolves to the unsubscribe function once listening has begun.
 */
export async function subscribeLive(listener: Listener): Promise<() => void> {
  if (globalForLive.assayLive === undefined) {
    const listeners = new Set<Listener>()
    const ready = connect(listeners, false).catch((error: unknown) => {
      globalForLive.assayLive = undefined
      throw error
    })
    globalForLive.assayLive = { listeners, ready }
  }
  const live = globalForLive.assayLive
  live.listeners.add(listener)
  await live.ready
  return () => live.listeners.delete(listener)
}
