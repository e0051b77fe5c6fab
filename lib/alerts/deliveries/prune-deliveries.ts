import 'server-only'
import { db } from '@/lib/db/db'
import { NOT_DUE } from './not-due'

/** A test is over long before. */
const TEST_MS = 10 * 60_000
const BROKEN_OFF = 'The server stopped while it was sent. Test the channel again.'

/** Gives up tests that a stopped server left behind. How long messages are kept is each team's to say. */
export async function pruneDeliveries(now = new Date()): Promise<void> {
  await db().alertDelivery.updateMany({
    where: { state: 'waiting', nextTryAt: NOT_DUE, lastTriedAt: { lt: new Date(now.getTime() - TEST_MS) } },
    data: { state: 'given-up', problem: BROKEN_OFF },
  })
}
