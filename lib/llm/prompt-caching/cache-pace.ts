import 'server-only'
import { LRUCache } from 'lru-cache'

export type CacheTtl = '5m' | '1h'

/** What cached tokens cost, as shares of a plain input token: the ratios of every model of the price list. */
export interface CacheRatios {
  read: number
  write5m: number
  write1h: number
}
export const LIST_RATIOS: CacheRatios = { read: 0.1, write5m: 1.25, write1h: 2 }

const MINUTE_MS = 60_000
const GAPS_KEPT = 5

/**
 * How long to keep a prefix that is used every `gapMs`; null: caching it would only cost. Each use within the time to
 * live prolongs it for free, so five minutes do for anything more frequent. Above that an hour pays when its dearer
 * write is won back by the reads of that hour: write1h + k·read < 1 + k plain calls.
 */
export function ttlFor(gapMs: number, ratios: CacheRatios = LIST_RATIOS): CacheTtl | null {
  if (gapMs <= 5 * MINUTE_MS) return ratios.write5m + ratios.read < 2 ? '5m' : null
  const reads = Math.floor((60 * MINUTE_MS) / gapMs)
  return ratios.write1h + reads * ratios.read < 1 + reads ? '1h' : null
}

/** Remembers, in this process, how often each prefix is used. */
export class CachePace {
  private readonly uses = new LRUCache<string, { lastMs: number; gapsMs: number[] }>({ max: 1000 })

  /** How long the prefix should be kept that is used now; one that is hardly known: five minutes. */
  ttlAt(prefix: string, nowMs: number): CacheTtl | null {
    const gapsMs = this.gapsWith(prefix, nowMs)
    // The median: one night between two launches says nothing about the pace within them.
    const median = gapsMs.length < 3 ? 0 : gapsMs.toSorted((a, b) => a - b)[Math.floor(gapsMs.length / 2)]
    return ttlFor(median ?? 0)
  }

  /** Notes a use. */
  use(prefix: string, nowMs: number): void {
    this.uses.set(prefix, { lastMs: nowMs, gapsMs: this.gapsWith(prefix, nowMs) })
  }

  /** Those between its last uses, if it is used now. */
  private gapsWith(prefix: string, nowMs: number): number[] {
    const before = this.uses.get(prefix)
    return before === undefined ? [] : [...before.gapsMs, nowMs - before.lastMs].slice(-GAPS_KEPT)
  }
}
