import { type BuiltMessage, messageOnWire, stopDetails } from './build-message'
import { usageOnWire } from './count-usage'
import type { WireUsage } from './types'

export interface StreamEvent {
  name: string
  data: Record<string, unknown>
  /** what the client knows of the usage once it has this event */
  usage: WireUsage | null
  /** of the answer's text */
  characters: number
}

const CHUNK_CHARACTERS = 200

function textChunks(text: string): string[] {
  const chunks: string[] = []
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS)
    chunks.push(text.slice(at, at + CHUNK_CHARACTERS))
  return chunks
}

/** All events of a streamed answer, in order. */
export function streamEvents(requestId: string, model: string, message: BuiltMessage): StreamEvent[] {
  const event = (
    name: string,
    data: Record<string, unknown>,
    usage: WireUsage | null = null,
  ): StreamEvent => ({
    name,
    data: { type: name, ...data },
    usage,
    characters: 0,
  })
  const atStart = { ...message.usage, outputTokens: Math.min(1, message.usage.outputTokens) }
  const events = [
    event('message_start', { message: messageOnWire(requestId, model, null, atStart) }, atStart),
    event('ping', {}),
  ]
  if (message.text !== '') {
    const emptyBlock = { type: 'text', text: '', citations: null }
    events.push(event('content_block_start', { index: 0, content_block: emptyBlock }))
    for (const text of textChunks(message.text)) {
      const delta = event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })
      events.push({ ...delta, characters: text.length })
    }
    events.push(event('content_block_stop', { index: 0 }))
  }
  const delta = {
    stop_reason: message.stopReason,
    stop_details: stopDetails(message.stopReason),
    stop_sequence: null,
    container: null,
  }
  events.push(
    event(
      'message_delta',
      { delta, usage: usageOnWire(message.usage, message.thinkingTokens) },
      message.usage,
    ),
  )
  events.push(event('message_stop', {}))
  return events
}
