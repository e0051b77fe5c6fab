import 'server-only'
import { priceNames } from '@/lib/domain/model-line'
import type { Price } from './price'

/**
 * The row that holds for a prompt of this length at this time: of the highest band that it reaches the team's own before the
 * list's, then the latest. A new price of one band leaves the others as they are.
 */
function rowFor(rows: Price[], promptLength: number, at: Date): Price | null {
  const isOwn = ({ teamId }: Price) => Number(teamId !== '')
  const valid = rows
    .filter((row) => row.effectiveFrom <= at && row.minPromptTokens <= promptLength)
    .sort(
      (a, b) =>
        b.minPromptTokens - a.minPromptTokens ||
        isOwn(b) - isOwn(a) ||
        b.effectiveFrom.getTime() - a.effectiveFrom.getTime(),
    )
  return valid[0] ?? null
}

/** The dearest row by all its rates together, of those that hold already; where none does, of all. */
function dearest(rows: Price[], at: Date): Price | null {
  const sum = (row: Price) =>
    row.inputNanoUsdPerMTok +
    row.outputNanoUsdPerMTok +
    row.cacheReadNanoUsdPerMTok +
    row.cacheWrite5mNanoUsdPerMTok +
    row.cacheWrite1hNanoUsdPerMTok
  const inForce = rows.filter((row) => row.effectiveFrom <= at)
  return (inForce.length > 0 ? inForce : rows).reduce<Price | null>(
    (top, row) => (top === null || sum(row) > sum(top) ? row : top),
    null,
  )
}

/**
 * Finds the price of a model at a time: band by band the team's own rows, else the list's; by the model's name, else by
 * that of its line, which clouds and snapshots wrap; else the dearest known row, which is a guess.
 */
export function findPrice(
  prices: Price[],
  model: string,
  promptLength: number,
  at: Date,
): { price: Price; guessed: boolean } {
  for (const name of priceNames(model)) {
    const named = prices.filter((row) => row.model === name)
    const row = rowFor(named, promptLength, at)
    if (row !== null) return { price: row, guessed: false }
  }
  const standIn = dearest(prices, at)
  if (standIn === null) throw new Error('There is no price row at all: prices have not been synced.')
  return { price: standIn, guessed: true }
}
