import { countTokens, usageOnWire } from './count-usage'
import type { ModelRequest, Reply, WireUsage } from './types'

export interface BuiltMessage {
  text: string
  stopReason: string
  usage: WireUsage
  thinkingTokens: number
}

/** Works out text, stop reason and usage of a reply; an answer longer than max_tokens is cut off as a real model's is. */
export function buildMessage(
  request: ModelRequest,
  reply: Reply,
  input: Omit<WireUsage, 'outputTokens'>,
): BuiltMessage {
  const full = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
  const tooLong = countTokens(full) > request.maxTokens
  const text = tooLong ? full.slice(0, request.maxTokens * 4) : full
  const textTokens = text === '' ? 0 : Math.min(countTokens(text), request.maxTokens)
  const thinkingTokens = reply.thinkingTokens ?? 0
  return {
    text,
    stopReason: reply.stopReason ?? (tooLong ? 'max_tokens' : 'end_turn'),
    usage: { ...input, outputTokens: textTokens + thinkingTokens, ...reply.usage },
    thinkingTokens,
  }
}

/** The message object of the protocol; in a stream's first event it is still empty. */
export function messageOnWire(
  requestId: string,
  model: string,
  message: BuiltMessage | null,
  usage: WireUsage,
): Record<string, unknown> {
  return {
    id: requestId.replace('req_', 'msg_'),
    type: 'message',
    role: 'assistant',
    model,
    content:
      message === null || message.text === '' ? [] : [{ type: 'text', text: message.text, citations: null }],
    stop_reason: message?.stopReason ?? null,
    stop_details: stopDetails(message?.stopReason),
    stop_sequence: null,
    container: null,
    diagnostics: null,
    usage: usageOnWire(usage, message?.thinkingTokens),
  }
}

/** Details that the protocol adds to a refusal. */
export function stopDetails(stopReason: string | undefined): Record<string, unknown> | null {
  if (stopReason !== 'refusal') return null
  return { type: 'refusal', category: 'cyber', explanation: 'This request was declined.' }
}
