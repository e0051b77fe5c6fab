import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Dialect } from './clouds/dialect'
import { errorBody } from './error-body'
import type { StreamEvent } from './stream-events'
import type { Fault, LoggedRequest, Reply } from './types'

/** Does the damage; false: the fault leaves the stream open for ever. */
function breakOff(response: ServerResponse, fault: Fault, requestId: string, dialect: Dialect): void {
  if (fault.kind === 'cut') response.destroy()
  else if (fault.kind === 'early-end') response.end()
  else if (fault.kind === 'error-event') {
    response.write(dialect.errorFrame(errorBody(200, requestId, fault)))
    response.end()
  } else if (fault.kind === 'malformed') {
    response.write(dialect.frame('content_block_delta', '{"type":"content_block_delta","index":0,"delta":{'))
    response.end()
  }
}

async function think(response: ServerResponse, thinking: Reply['thinking'], dialect: Dialect): Promise<void> {
  for (let sent = 0; sent < (thinking?.pings ?? 0); sent += 1) {
    await wait(thinking?.everyMs ?? 0)
    response.write(dialect.frame('ping', '{"type":"ping"}'))
  }
}

/** Sends a streamed answer event by event, with the scripted delay and fault. */
export async function writeStream(
  response: ServerResponse,
  headers: Record<string, string>,
  events: StreamEvent[],
  logged: LoggedRequest,
  given: Pick<Reply, 'eventDelayMs' | 'fault' | 'thinking'>,
  dialect: Dialect,
): Promise<void> {
  const { fault } = given
  const breakAt = fault !== undefined && 'afterEvents' in fault ? (fault.afterEvents ?? 0) : null
  response.writeHead(200, { ...headers, 'content-type': dialect.streamType, 'cache-control': 'no-cache' })
  response.flushHeaders()
  logged.status = 200
  for (const [index, event] of events.entries()) {
    if (response.destroyed) return
    if (fault !== undefined && breakAt === index) {
      // Data written just before a reset might never leave the socket: give it time.
      if (fault.kind === 'cut') await wait(20)
      if (fault.kind !== 'hang') logged.ended = 'broken-off'
      breakOff(response, fault, logged.requestId, dialect)
      return
    }
    response.write(dialect.frame(event.name, JSON.stringify(event.data)))
    if (event.usage !== null) logged.usage = event.usage
    logged.characters += event.characters
    if (index === 0) await think(response, given.thinking, dialect)
    if (given.eventDelayMs !== undefined && given.eventDelayMs > 0) await wait(given.eventDelayMs)
  }
  if (response.destroyed) return
  logged.stopReason = String((events.at(-2)?.data.delta as { stop_reason?: string } | undefined)?.stop_reason)
  logged.ended = 'completed'
  response.end()
}
