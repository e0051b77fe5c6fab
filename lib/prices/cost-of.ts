import 'server-only'
import type { TokenUsage } from '@/lib/domain/attempt'
import type { Price } from './price'

export interface Cost {
  /** integer nano-USD */
  costNanoUsd: number
  priceId: string | null
  /** true: the model has no price; the dearest known one was taken */
  priceGuessed: boolean
}

const TOKENS_PER_RATE = 1_000_000n
const SNAPSHOT_DATE = /-\d{8}$/

function promptTokens(usage: TokenUsage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens
}

/** The row that holds for a prompt of this length at this time; of several the latest, then the highest band. */
function rowFor(rows: Price[], promptLength: number, at: Date): Price | null {
  const valid = rows
    .filter((row) => row.effectiveFrom <= at && row.minPromptTokens <= promptLength)
    .sort(
      (a, b) =>
        b.effectiveFrom.getTime() - a.effectiveFrom.getTime() || b.minPromptTokens - a.minPromptTokens,
    )
  return valid[0] ?? null
}

function dearest(rows: Price[]): Price | null {
  const sum = (row: Price) => row.inputNanoUsdPerMTok + row.outputNanoUsdPerMTok
  return rows.reduce<Price | null>((top, row) => (top === null || sum(row) > sum(top) ? row : top), null)
}

/** Finds the price of a model: its own rows, those without the date of a snapshot id, else the dearest known. */
export function findPrice(
  prices: Price[],
  model: string,
  promptLength: number,
  at: Date,
): { price: Price; guessed: boolean } {
  const named = (name: string) => prices.filter((row) => row.model === name)
  const own = rowFor(named(model), promptLength, at)
  const row = own ?? rowFor(named(model.replace(SNAPSHOT_DATE, '')), promptLength, at)
  if (row !== null) return { price: row, guessed: false }
  const standIn = dearest(prices)
  if (standIn === null) throw new Error('There is no price row at all: prices have not been synced.')
  return { price: standIn, guessed: true }
}

/**
 * What a call cost, from the usage that the API returned: Σ tokens × rate ÷ 1,000,000, rounded up to a whole nano-USD.
 * All tokens of a call, answer included, are priced in the band of its prompt's length (source: price page of Haiku 5.5).
 */
export function costOf(prices: Price[], usage: TokenUsage, model: string, at: Date): Cost {
  const { price, guessed } = findPrice(prices, model, promptTokens(usage), at)
  const total =
    BigInt(usage.inputTokens) * price.inputNanoUsdPerMTok +
    BigInt(usage.outputTokens) * price.outputNanoUsdPerMTok +
    BigInt(usage.cacheReadTokens) * price.cacheReadNanoUsdPerMTok +
    BigInt(usage.cacheWrite5mTokens) * price.cacheWrite5mNanoUsdPerMTok +
    BigInt(usage.cacheWrite1hTokens) * price.cacheWrite1hNanoUsdPerMTok
  const costNanoUsd = Number((total + TOKENS_PER_RATE - 1n) / TOKENS_PER_RATE)
  return { costNanoUsd, priceId: price.id, priceGuessed: guessed }
}

/**
 * The most that a call can cost: every prompt token written to the one-hour cache, the answer as long as allowed.
 * For reservations; too high by design. A local model that is not in the price list costs nothing: nobody sends a bill.
 */
export function worstCaseCost(
  prices: Price[],
  call: { model: string; promptText: string; maxTokens: number; isLocal: boolean },
  at: Date,
): number {
  // No token stands for less than one byte.
  const tokens = Buffer.byteLength(call.promptText)
  const usage: TokenUsage = {
    inputTokens: 0,
    outputTokens: call.maxTokens,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: tokens,
  }
  const { costNanoUsd, priceGuessed } = costOf(prices, usage, call.model, at)
  return call.isLocal && priceGuessed ? 0 : costNanoUsd
}
