import 'server-only'
import { log } from '@/lib/log/log'
import { type ClaimedDelivery, claimDue } from './claim-due'
import { deliverOne } from './deliver-one'

/** Sends the messages that are due, and waits for what becomes of them. Returns how many were tried. */
export async function deliverDue(now = new Date()): Promise<number> {
  const claimed = await claimDue(now, [])
  await Promise.all(claimed.map((delivery) => deliverOne(delivery, { now })))
  return claimed.length
}

/** Sends what is due, round by round, without one round waiting for the slowest receiver of those before. */
export function makePostman(): {
  /** Claims what is due and begins to send it. Returns how many. */
  goRound: (now?: Date) => Promise<number>
  /** Waits until nothing is on its way. */
  idle: () => Promise<void>
} {
  const underWay = new Map<ClaimedDelivery, Promise<void>>()
  return {
    async goRound(now = new Date()) {
      const claimed = await claimDue(now, [...underWay.keys()])
      for (const delivery of claimed) {
        const sent = deliverOne(delivery, { now })
          .then(
            () => undefined,
            (error: unknown) => log.warn({ err: error, delivery: delivery.id }, 'a delivery was not noted'),
          )
          .finally(() => underWay.delete(delivery))
        underWay.set(delivery, sent)
      }
      return claimed.length
    },
    async idle() {
      await Promise.all(underWay.values())
    },
  }
}
