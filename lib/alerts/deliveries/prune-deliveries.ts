import 'server-only'
import { db } from '@/lib/db/db'
import { NOT_DUE } from './not-due'

const KEPT_DAYS = 90
const DAY_MS = 86_400_000
/** A test is over long before. */
const TEST_MS = 10 * 60_000
const BROKEN_OFF = 'The server stopped while it was sent. Test the channel again.'

/** Removes messages that were sent or given up long ago, and gives up tests that a stopped server left behind. */
export async function pruneDeliveries(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  await db().alertDelivery.deleteMany({ where: { state: { not: 'waiting' }, createdAt: { lt: before } } })
  await db().alertDelivery.updateMany({
    where: { state: 'waiting', nextTryAt: NOT_DUE, lastTriedAt: { lt: new Date(now.getTime() - TEST_MS) } },
    data: { state: 'given-up', problem: BROKEN_OFF },
  })
}
