import { createHash } from 'node:crypto'
import { countTokens } from './count-usage'
import { minCachedTokens } from './models'
import type { RequestBody } from './parse-request'
import type { WireUsage } from './types'

type Ttl = '5m' | '1h'
const TTL_MS: Record<Ttl, number> = { '5m': 300_000, '1h': 3_600_000 }
const MAX_MARKERS = 4
/** So many blocks before a marker are looked at for an earlier entry. */
const LOOKED_BACK = 20

interface Place {
  /** hash of everything up to and including this block */
  prefix: string
  /** tokens up to and including this block */
  tokens: number
  ttl: Ttl | null
}

/** Why a request's markers are refused; null: they are fine. */
export function markerProblem(body: RequestBody): string | null {
  const markers = blocksOf(body).flatMap(({ cache_control }) =>
    cache_control ? [cache_control.ttl ?? '5m'] : [],
  )
  if (markers.length > MAX_MARKERS) {
    return `A maximum of ${MAX_MARKERS} blocks with cache_control may be provided. Found ${markers.length}.`
  }
  const firstShort = markers.indexOf('5m')
  const isMixed = firstShort >= 0 && markers.lastIndexOf('1h') > firstShort
  return isMixed ? "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block" : null
}

function blocksOf(body: RequestBody) {
  return [...body.system, ...body.messages.flatMap((message) => message.content)]
}

/** Remembers cached prefixes as the real prompt cache does: by model, with a minimum length and a time to live. */
export class PromptCache {
  private readonly entries = new Map<string, { ttl: Ttl; expiresMs: number }>()

  /** Splits the input tokens of a request into read, written and plain ones; a read prolongs the entry. */
  countInput(body: RequestBody, nowMs: number): Omit<WireUsage, 'outputTokens'> {
    const places = this.placesOf(body)
    const total = places.at(-1)?.tokens ?? 0
    const marked = places.flatMap((place, index) =>
      place.ttl === null ? [] : [{ ...place, ttl: place.ttl, index }],
    )
    const readTokens = Math.max(0, ...marked.map(({ index }) => this.read(places, index, nowMs)))
    const written = { '5m': 0, '1h': 0 }
    let upTo = readTokens
    for (const { tokens, ttl, prefix } of marked) {
      if (tokens <= readTokens || tokens < minCachedTokens(body.model)) continue
      written[ttl] += tokens - upTo
      upTo = tokens
      this.entries.set(prefix, { ttl, expiresMs: nowMs + TTL_MS[ttl] })
    }
    return {
      inputTokens: total - upTo,
      cacheReadTokens: readTokens,
      cacheWrite5mTokens: written['5m'],
      cacheWrite1hTokens: written['1h'],
    }
  }

  private placesOf(body: RequestBody): Place[] {
    // The form of the answer is part of the prompt that the model sees.
    let prefix = JSON.stringify([body.model, body.output_config?.format ?? null])
    let tokens = 0
    return blocksOf(body).map(({ text, cache_control }) => {
      tokens += countTokens(text)
      prefix = createHash('sha256').update(prefix).update(text).digest('hex')
      return { prefix, tokens, ttl: cache_control ? (cache_control.ttl ?? '5m') : null }
    })
  }

  /** Tokens of the longest living entry at this marker or shortly before it. */
  private read(places: Place[], marker: number, nowMs: number): number {
    for (let at = marker; at >= Math.max(0, marker - LOOKED_BACK); at -= 1) {
      const place = places[at]
      const entry = this.entries.get(place?.prefix ?? '')
      if (place === undefined || entry === undefined || entry.expiresMs <= nowMs) continue
      entry.expiresMs = nowMs + TTL_MS[entry.ttl]
      return place.tokens
    }
    return 0
  }
}
