import 'server-only'
import type { Rates } from './learned-limits'

function limitOf(headers: Record<string, string>, name: string): number | null {
  const limit = Number.parseInt(headers[`${name}-limit`] ?? '', 10)
  return limit > 0 ? limit : null
}

/**
 * The limits in an answer's `anthropic-ratelimit-*` headers. `tokens` is the API's tightest limit of tokens; where only
 * those of input and output are told, they are counted together, as we count.
 */
export function readRates(headers: Record<string, string> | undefined): Rates {
  if (headers === undefined) return { requestsPerMinute: null, tokensPerMinute: null }
  const input = limitOf(headers, 'input-tokens')
  const output = limitOf(headers, 'output-tokens')
  const both = input === null || output === null ? (input ?? output) : input + output
  return {
    requestsPerMinute: limitOf(headers, 'requests'),
    tokensPerMinute: limitOf(headers, 'tokens') ?? both,
  }
}
