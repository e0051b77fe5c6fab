import 'server-only'
import { Socket } from 'node:net'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'

const RECONNECT_MS = 1000

interface Ear {
  channel: string
  onPayload: (payload: string) => void
  onReconnected: () => void
}

const ears: Ear[] = []
/** The one connection that hears them all: each notification wakes every connection that listens to anything. */
let listening: Promise<pg.Client> | undefined

/**
 * Hears a channel for as long as the process lives, on a connection that all channels share (it does not keep the process
 * alive). A lost connection is made again; what was sent meanwhile is lost, which `onReconnected` is told. Resolves once
 * listening has begun.
 */
export async function listenToChannel(
  channel: string,
  onPayload: (payload: string) => void,
  onReconnected: () => void,
): Promise<void> {
  listening ??= connect()
  const client = await listening
  await client.query(`LISTEN ${channel}`)
  ears.push({ channel, onPayload, onReconnected })
}

/** What is lost, or could not be made, is not shared any more. */
async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    keepAlive: true,
    stream: () => new Socket().unref(),
  })
  client.on('error', (error) => log.warn({ err: error }, 'listening: connection lost'))
  client.on('notification', ({ channel, payload = '' }) => {
    for (const ear of ears) if (ear.channel === channel) ear.onPayload(payload)
  })
  try {
    await client.connect()
  } catch (error) {
    listening = undefined
    throw error
  }
  client.once('end', reconnectSoon)
  return client
}

function reconnectSoon(): void {
  listening = undefined
  setTimeout(() => {
    listening ??= connect()
    listening.then(listenAgain, (error: unknown) => {
      log.warn({ err: error }, 'cannot listen again yet')
      reconnectSoon()
    })
  }, RECONNECT_MS).unref()
}

async function listenAgain(client: pg.Client): Promise<void> {
  const before = [...ears]
  try {
    for (const channel of new Set(before.map((ear) => ear.channel))) await client.query(`LISTEN ${channel}`)
  } catch (error) {
    // It was lost again, or a standby lets nobody listen: with its end comes the next try.
    log.warn({ err: error }, 'cannot listen again yet')
    void client.end()
    return
  }
  for (const { onReconnected } of before) onReconnected()
}
