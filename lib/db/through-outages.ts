import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { isPassingFault } from './passing-fault'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5000
/** Of a work that fails although the database answers: about a minute. Outages are waited out, however long. */
const MOST_TRIES = 20
const SAY_EVERY_MS = 300_000
const ASK_WITHIN_MS = 5000

export interface Outlasting {
  /** ends the wait with its reason; absent: nothing but the end of the process does */
  signal?: AbortSignal
  /** for the log: what waits */
  about?: Record<string, unknown>
}

/** One for all who wait. */
let asking: Promise<void> | undefined
let waiting = 0

/**
 * Does `work` again when the database breaks off: for what is idempotent, as it may have been done. While the database does
 * not answer it is waited for, which the log says every five minutes: a run can do nothing without it, and what was paid is
 * kept in this process until it can be written down. Throws what does not pass at once.
 */
export async function throughOutages<T>(
  work: () => Promise<T>,
  { signal, about }: Outlasting = {},
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!isPassingFault(error)) throw error
      if (tries === MOST_TRIES) {
        log.error({ err: error, ...about }, 'given up, although the database answers')
        throw error
      }
      log.warn({ err: error, ...about }, 'the database broke off; tried again when it answers')
      await pauseFor(tries, signal)
      await untilAnswered(signal)
    }
  }
}

async function pauseFor(tries: number, signal?: AbortSignal): Promise<void> {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS)
  await pause(most * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  signal?.throwIfAborted()
}

async function untilAnswered(signal?: AbortSignal): Promise<void> {
  waiting += 1
  try {
    asking ??= askUntilAnswered().finally(() => {
      asking = undefined
    })
    await (signal === undefined ? asking : Promise.race([asking, whenAborted(signal)]))
    signal?.throwIfAborted()
  } finally {
    waiting -= 1
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function askUntilAnswered(): Promise<void> {
  const since = Date.now()
  let saidAt = since
  for (let tries = 1; !(await answers()); tries++) {
    if (Date.now() - saidAt >= SAY_EVERY_MS) {
      saidAt = Date.now()
      const minutes = Math.round((saidAt - since) / 60_000)
      log.error({ minutes, waiting }, 'the database does not answer; runs and payments of this process wait')
    }
    await pauseFor(tries)
  }
  const downMs = Date.now() - since
  if (downMs >= 1000) log.info({ downMs, waiting }, 'the database answers again')
}

/** On a connection of its own: those of a pool may be broken without knowing it. */
async function answers(): Promise<boolean> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: ASK_WITHIN_MS,
    query_timeout: ASK_WITHIN_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
