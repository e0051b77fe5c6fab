import { expect, it } from 'vitest'
import { readRates } from './limits/read-rates'
import { lowestLimit } from './limits/token-limits'
import { readRateLimits } from './read-rate-limits'

function ratesOf(headers: Record<string, string>) {
  const { requestsPerMinute, tokens } = readRates(readRateLimits(new Headers(headers)))
  return { requestsPerMinute, tokensPerMinute: lowestLimit(tokens) }
}

it.each([
  [{ 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-tokens-limit': '40000' }, 50, 40_000],
  [
    {
      'llm_provider-anthropic-ratelimit-requests-limit': '50',
      'llm_provider-anthropic-ratelimit-tokens-limit': '40000',
    },
    50,
    40_000,
  ],
  [{ 'x-ratelimit-limit-requests': '100', 'x-ratelimit-limit-tokens': '9000' }, 100, 9000],
  [
    { 'x-ratelimit-limit-requests': '100', 'llm_provider-anthropic-ratelimit-requests-limit': '60' },
    60,
    null,
  ],
  [{ 'x-ratelimit-limit-requests': '20', 'llm_provider-anthropic-ratelimit-requests-limit': '60' }, 20, null],
  [{ 'x-ratelimit-limit': '5', 'content-type': 'text/plain' }, null, null],
  [
    {
      'anthropic-ratelimit-tokens-limit': '50000',
      'anthropic-ratelimit-input-tokens-limit': '40000',
      'anthropic-ratelimit-output-tokens-limit': '10000',
    },
    null,
    10_000,
  ],
])('%j', (headers, requestsPerMinute, tokensPerMinute) => {
  expect(ratesOf(headers as Record<string, string>)).toEqual({ requestsPerMinute, tokensPerMinute })
})
