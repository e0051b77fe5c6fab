import 'server-only'
import { Socket } from 'node:net'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'

const RECONNECT_MS = 1000

/**
 * Hears a channel on a connection of its own for as long as the process lives (it does not keep the process alive).
 * A lost connection is made again; what was sent meanwhile is lost, which `onReconnected` is told. Resolves once
 * listening has begun.
 */
export async function listenToChannel(
  channel: string,
  onPayload: (payload: string) => void,
  onReconnected: () => void,
): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    keepAlive: true,
    stream: () => new Socket().unref(),
  })
  const reconnect = () => {
    setTimeout(() => {
      listenToChannel(channel, onPayload, onReconnected).then(onReconnected, (error: unknown) => {
        log.warn({ err: error, channel }, 'cannot listen again yet')
        reconnect()
      })
    }, RECONNECT_MS).unref()
  }
  client.on('error', (error) => log.warn({ err: error, channel }, 'listening: connection lost'))
  client.on('notification', ({ payload }) => onPayload(payload ?? ''))
  await client.connect()
  await client.query(`LISTEN ${channel}`)
  client.on('end', reconnect)
}
