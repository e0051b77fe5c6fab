import 'server-only'
import type { Db } from '@/lib/db/db'
import { PRICE_LIST } from './price-list'

/** Adds the prices of the list that the database lacks; rows that are there stay, as attempts point to them. */
export async function syncPrices(db: Db): Promise<{ added: number }> {
  const { count } = await db.price.createMany({ data: PRICE_LIST, skipDuplicates: true })
  return { added: count }
}
