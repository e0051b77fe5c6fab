import 'server-only'
import { Socket } from 'node:net'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { LIVE_CHANNEL, LiveEvent } from './notify'

type Listener = (event: LiveEvent | 'reconnected') => void

const RECONNECT_MS = 1000
/** A page does not wait longer to be sure that what is kept is true: it is made anew. */
const LATE_MS = 500
/** A connection that has not answered the least of questions by then is gone, whatever the system thinks of it. */
const DEAD_MS = 3000
const globalForLive = globalThis as typeof globalThis & {
  assayLive?: Live
}

interface Live {
  listeners: Set<Listener>
  ready: Promise<void>
  /** on which this process listens; undefined while it cannot */
  line?: Line
  /** of all who ask before it begins */
  heard?: Promise<void>
  /** has begun: too early for who asks now, and the next one waits for it */
  asking?: Promise<void>
  /** somebody has waited for an answer in vain, and it is not there yet */
  isLate?: boolean
}

interface Line {
  client: pg.Client
  socket: Socket
}

/** Rejects when there is no answer for long: the connection is closed, and `end` is told. */
async function ask({ client, socket }: Line, statement: string): Promise<void> {
  const dead = setTimeout(() => socket.destroy(), DEAD_MS)
  try {
    await client.query(statement)
  } finally {
    clearTimeout(dead)
  }
}

async function connect(live: Live, again: boolean): Promise<void> {
  const { listeners } = live
  const socket = new Socket()
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    keepAlive: true,
    connectionTimeoutMillis: DEAD_MS,
    stream: () => socket,
  })
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
  try {
    await ask({ client, socket }, `LISTEN ${LIVE_CHANNEL}`)
  } catch (error) {
    // A standby refuses it, and would keep each connection on which it was asked.
    void client.end()
    throw error
  }
  live.line = { client, socket }
  client.on('end', () => {
    live.line = undefined
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
 * a moment earlier. Rejects while this process cannot listen, and when it cannot be sure of it within half a second.
 */
export async function heardUntilNow(): Promise<void> {
  const live = globalForLive.assayLive
  if (live?.line === undefined || live.isLate) throw new Error('this process does not listen')
  const { line } = live
  live.heard ??= Promise.allSettled([live.asking]).then(() => {
    live.heard = undefined
    live.asking = ask(line, 'SELECT').finally(() => {
      live.isLate = false
    })
    return live.asking
  })
  await inTime(live, live.heard)
}

async function inTime(live: Live, heard: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let look: NodeJS.Immediate | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const end = () => {
      live.isLate = true
      reject(new Error('this process may not have heard everything'))
    }
    // Timers come before sockets are read: in a process that was busy the answer may lie there.
    timer = setTimeout(() => {
      look = setImmediate(end)
    }, LATE_MS)
  })
  await Promise.race([heard, late]).finally(() => {
    clearTimeout(timer)
    clearImmediate(look)
  })
}
