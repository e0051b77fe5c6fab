import 'server-only'
import { db } from '@/lib/db/db'
import type { Price } from './price'
import { syncPrices } from './sync-prices'

const FRESH_MS = 30_000
/** Teams whose prices are kept in memory at the same time; more are read anew. */
const MOST_TEAMS = 200

const known = new Map<string, { prices: Price[]; readAtMs: number }>()

/** The list's price rows and the team's own, at most 30 s old; an empty list is filled first. */
export async function loadPrices(teamId: string): Promise<Price[]> {
  const fresh = known.get(teamId)
  if (fresh !== undefined && Date.now() - fresh.readAtMs < FRESH_MS) return fresh.prices
  let prices = await readPrices(teamId)
  if (!prices.some((price) => price.teamId === '')) {
    await syncPrices(db())
    prices = await readPrices(teamId)
  }
  if (known.size >= MOST_TEAMS) known.clear()
  known.set(teamId, { prices, readAtMs: Date.now() })
  return prices
}

function readPrices(teamId: string): Promise<Price[]> {
  return db().price.findMany({ where: { teamId: { in: ['', teamId] } } })
}

/** The next `loadPrices` of this process reads the database: called after a price was added, and by tests. */
export function forgetPrices(): void {
  known.clear()
}
