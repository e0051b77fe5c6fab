import { createHash } from 'node:crypto'
import type { RequestBody } from './parse-request'
import type { WireUsage } from './types'

const MIN_CACHED_TOKENS = 512
const TTL_MS = { '5m': 300_000, '1h': 3_600_000 }

/** A stand-in for the tokenizer: about four bytes a token, never 0. */
export function countTokens(text: string): number {
  return Math.max(1, Math.ceil(Buffer.byteLength(text) / 4))
}

/** Remembers cached prefixes as the real prompt cache does. */
export class PromptCache {
  private readonly expiryByPrefix = new Map<string, number>()

  /** Splits the input tokens of a request into read, written and plain ones. */
  countInput(body: RequestBody, nowMs: number): Omit<WireUsage, 'outputTokens'> {
    const blocks = [...body.system, ...body.messages.flatMap((message) => message.content)]
    let tokens = 0
    let readTokens = 0
    let written = { tokens: 0, ttl: '5m' as '5m' | '1h' }
    let prefix = body.model
    for (const block of blocks) {
      tokens += countTokens(block.text)
      prefix = createHash('sha256').update(prefix).update(block.text).digest('hex')
      if (!block.cache_control || tokens < MIN_CACHED_TOKENS) continue
      const ttl = block.cache_control.ttl ?? '5m'
      if ((this.expiryByPrefix.get(prefix) ?? 0) > nowMs) readTokens = tokens
      else written = { tokens: tokens - readTokens, ttl }
      this.expiryByPrefix.set(prefix, nowMs + TTL_MS[ttl])
    }
    return {
      inputTokens: tokens - readTokens - written.tokens,
      cacheReadTokens: readTokens,
      cacheWrite5mTokens: written.ttl === '5m' ? written.tokens : 0,
      cacheWrite1hTokens: written.ttl === '1h' ? written.tokens : 0,
    }
  }
}

/** Usage in the words of the wire protocol. */
export function usageOnWire(usage: WireUsage): Record<string, unknown> {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    cache_creation_input_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5mTokens,
      ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
    },
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: null,
    speed: 'standard',
  }
}
