import 'server-only'
import { db } from '@/lib/db/db'
import type { Price } from './price'
import { syncPrices } from './sync-prices'

const FRESH_MS = 30_000

let known: { prices: Price[]; readAtMs: number } | undefined

/** All price rows, at most 30 s old; an empty table is filled from the list first. */
export async function loadPrices(): Promise<Price[]> {
  if (known !== undefined && Date.now() - known.readAtMs < FRESH_MS) return known.prices
  let prices: Price[] = await db().price.findMany()
  if (prices.length === 0) {
    await syncPrices(db())
    prices = await db().price.findMany()
  }
  known = { prices, readAtMs: Date.now() }
  return prices
}

/** The next `loadPrices` reads the database: called after a price was added, and by tests. */
export function forgetPrices(): void {
  known = undefined
}
