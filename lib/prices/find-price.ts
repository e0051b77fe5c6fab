import 'server-only'
import type { Price } from './price'

const SNAPSHOT_DATE = /-\d{8}$/

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

/** The dearest row by input and output together, of those that hold already; where none does, of all. */
function dearest(rows: Price[], at: Date): Price | null {
  const sum = (row: Price) => row.inputNanoUsdPerMTok + row.outputNanoUsdPerMTok
  const inForce = rows.filter((row) => row.effectiveFrom <= at)
  return (inForce.length > 0 ? inForce : rows).reduce<Price | null>(
    (top, row) => (top === null || sum(row) > sum(top) ? row : top),
    null,
  )
}

/**
 * Finds the price of a model at a time: the team's own rows, else the list's; by the model's name, else by the name
 * without the date of a snapshot id; else the dearest known row, which is a guess.
 */
export function findPrice(
  prices: Price[],
  model: string,
  promptLength: number,
  at: Date,
): { price: Price; guessed: boolean } {
  for (const name of new Set([model, model.replace(SNAPSHOT_DATE, '')])) {
    const named = prices.filter((row) => row.model === name)
    const own = named.filter((row) => row.teamId !== '')
    const list = named.filter((row) => row.teamId === '')
    const row = rowFor(own, promptLength, at) ?? rowFor(list, promptLength, at)
    if (row !== null) return { price: row, guessed: false }
  }
  const standIn = dearest(prices, at)
  if (standIn === null) throw new Error('There is no price row at all: prices have not been synced.')
  return { price: standIn, guessed: true }
}
