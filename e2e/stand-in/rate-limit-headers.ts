const REQUESTS_PER_MINUTE = 4000
const TOKENS_PER_MINUTE = 2_000_000

/** Headers that the real API sends with every answer. `requestCount`: requests since the start. */
export function rateLimitHeaders(requestCount: number, nowMs: number): Record<string, string> {
  const reset = new Date(nowMs + 60_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const remaining = String(Math.max(0, REQUESTS_PER_MINUTE - requestCount))
  return {
    'anthropic-ratelimit-requests-limit': String(REQUESTS_PER_MINUTE),
    'anthropic-ratelimit-requests-remaining': remaining,
    'anthropic-ratelimit-requests-reset': reset,
    'anthropic-ratelimit-tokens-limit': String(TOKENS_PER_MINUTE),
    'anthropic-ratelimit-tokens-remaining': String(TOKENS_PER_MINUTE),
    'anthropic-ratelimit-tokens-reset': reset,
  }
}
