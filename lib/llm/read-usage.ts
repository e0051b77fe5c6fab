import 'server-only'
import type { MessageDeltaUsage, Usage } from '@anthropic-ai/sdk/resources/messages/messages'
import type { TokenUsage } from '@/lib/domain/attempt'

/** Compatible servers leave fields out although the types say that they are there. */
function count(value: number | null | undefined): number {
  return typeof value === 'number' && value > 0 ? Math.trunc(value) : 0
}

/** Usage of a message, or of the first event of a stream. */
export function readUsage(usage: Partial<Usage> | null | undefined): TokenUsage {
  const write1h = count(usage?.cache_creation?.ephemeral_1h_input_tokens)
  return {
    inputTokens: count(usage?.input_tokens),
    outputTokens: count(usage?.output_tokens),
    cacheReadTokens: count(usage?.cache_read_input_tokens),
    cacheWrite5mTokens: Math.max(0, count(usage?.cache_creation_input_tokens) - write1h),
    cacheWrite1hTokens: write1h,
  }
}

/** Usage so far after a `message_delta`, whose counts are cumulative and may leave out what has not changed. */
export function updateUsage(
  before: TokenUsage,
  delta: Partial<MessageDeltaUsage> | null | undefined,
): TokenUsage {
  const writes = delta?.cache_creation_input_tokens
  return {
    inputTokens: count(delta?.input_tokens ?? before.inputTokens),
    outputTokens: count(delta?.output_tokens ?? before.outputTokens),
    cacheReadTokens: count(delta?.cache_read_input_tokens ?? before.cacheReadTokens),
    cacheWrite5mTokens:
      writes === null || writes === undefined
        ? before.cacheWrite5mTokens
        : Math.max(0, count(writes) - before.cacheWrite1hTokens),
    cacheWrite1hTokens: before.cacheWrite1hTokens,
  }
}
