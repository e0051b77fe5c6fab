import 'server-only'

const PREFIX = 'anthropic-ratelimit-'

/** What the provider says of its limits: the headers `anthropic-ratelimit-*`, without that prefix. */
export function readRateLimits(headers: Headers | undefined): Record<string, string> {
  const found = [...(headers ?? [])].filter(([name]) => name.startsWith(PREFIX))
  return Object.fromEntries(found.map(([name, value]) => [name.slice(PREFIX.length), value]))
}
