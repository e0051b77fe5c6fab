import 'server-only'
import type { TokenLimits } from './token-limits'

/** What an answer tells of its model's limits; null: nothing. */
export interface ToldLimits {
  requestsPerMinute: number | null
  tokens: TokenLimits
}

function limitOf(headers: Record<string, string>, name: string): number | null {
  const limit = Number.parseInt(headers[`${name}-limit`] ?? '', 10)
  return limit > 0 ? limit : null
}

/**
 * The limits in an answer's `anthropic-ratelimit-*` headers. Input and output have limits of their own; `tokens` is often
 * no more than their sum, so it must not stand for them.
 */
export function readRates(headers: Record<string, string> = {}): ToldLimits {
  return {
    requestsPerMinute: limitOf(headers, 'requests'),
    tokens: {
      all: limitOf(headers, 'tokens'),
      input: limitOf(headers, 'input-tokens'),
      output: limitOf(headers, 'output-tokens'),
    },
  }
}
