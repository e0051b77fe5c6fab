import 'server-only'
import type { AttemptFigures } from '@/lib/domain/metric'
import { findPrice } from '@/lib/prices/find-price'
import type { Price } from '@/lib/prices/price'

/** What made attempts cheaper than "all capable, no cache, no batch". */
export type SavingKind = 'cache' | 'prompt-cache' | 'tiering' | 'batch'

/** What savings are worked out from. */
export const PRICED_FIGURES = [
  ...(['calls', 'hits', 'costNanoUsd', 'hitSavedNanoUsd', 'inputTokens', 'outputTokens'] as const),
  ...(['cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens'] as const),
]
type PricedFigures = Pick<AttemptFigures, (typeof PRICED_FIGURES)[number]>

/** Attempts that are alike in what decides their price. */
export interface PricedCell {
  keys: Partial<Record<'model' | 'tier' | 'isBatch' | 'outcome', string | null>>
  figures: PricedFigures
}

/** Integer nano-USD, negative where it made things dearer; n: the calls or hits it was possible for. */
export interface Saving {
  kind: SavingKind
  savedNanoUsd: number
  n: number
}

const TOKENS_PER_RATE = 1_000_000

const promptTokens = (figures: PricedFigures) =>
  figures.inputTokens + figures.cacheReadTokens + figures.cacheWrite5mTokens + figures.cacheWrite1hTokens

/** What the prompt cache of the provider made cheaper: reads cost less than input, writes more. */
function promptCacheSaving(price: Price, figures: PricedFigures): number {
  const input = Number(price.inputNanoUsdPerMTok)
  const less = (tokens: number, rate: bigint) => tokens * (input - Number(rate))
  const saved =
    less(figures.cacheReadTokens, price.cacheReadNanoUsdPerMTok) +
    less(figures.cacheWrite5mTokens, price.cacheWrite5mNanoUsdPerMTok) +
    less(figures.cacheWrite1hTokens, price.cacheWrite1hNanoUsdPerMTok)
  return saved / TOKENS_PER_RATE
}

/** The same tokens at this price, each call alone: no prompt cache, no batch. */
function plainCost(price: Price, figures: PricedFigures): number {
  const input = promptTokens(figures) * Number(price.inputNanoUsdPerMTok)
  return (input + figures.outputTokens * Number(price.outputNanoUsdPerMTok)) / TOKENS_PER_RATE
}

/**
 * What attempts would have cost more with the capable model alone, no cache and no batch, taken apart: what was paid, then
 * without the batch's factor, then without the provider's prompt cache, then the same tokens at the capable model's price of
 * that day; the parts add up to the whole difference. Cache hits would have cost what their result had cost. Answers of
 * the cheap tier that were not used would not have been paid for at all: their cost is tiering's loss. Prices are those of
 * prompts of usual length, as sums know no single lengths. Without a known price of the capable model tiering is left out.
 */
export function computeSavings(cell: PricedCell, prices: Price[], capable: string, at: Date): Saving[] {
  const { keys, figures } = cell
  const { costNanoUsd, calls, hits, hitSavedNanoUsd } = figures
  const savings: Saving[] = hits === 0 ? [] : [{ kind: 'cache', savedNanoUsd: hitSavedNanoUsd, n: hits }]
  if (calls === 0) return savings
  const own = findPrice(prices, keys.model ?? '', 0, at)
  const isFree = own.guessed && costNanoUsd === 0
  const oneByOne =
    keys.isBatch === 'true' ? (costNanoUsd * 1000) / Math.max(1, own.price.batchFactorPermille) : costNanoUsd
  const cached = isFree ? 0 : promptCacheSaving(own.price, figures)
  const add = (kind: SavingKind, saved: number) =>
    savings.push({ kind, savedNanoUsd: Math.round(saved), n: calls })
  if (keys.isBatch === 'true') add('batch', oneByOne - costNanoUsd)
  if (figures.cacheReadTokens + figures.cacheWrite5mTokens + figures.cacheWrite1hTokens > 0)
    add('prompt-cache', cached)
  const atCapable = findPrice(prices, capable, 0, at)
  if (keys.tier === 'capable' || atCapable.guessed) return savings
  const isLost = keys.tier === 'cheap' && keys.outcome !== 'ok'
  add('tiering', (isLost ? 0 : plainCost(atCapable.price, figures)) - oneByOne - cached)
  return savings
}
