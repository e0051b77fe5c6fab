import 'server-only'
import { db } from '@/lib/db/db'

const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** Removes messages that were sent or given up long ago. */
export async function pruneDeliveries(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  await db().alertDelivery.deleteMany({ where: { state: { not: 'waiting' }, createdAt: { lt: before } } })
}
