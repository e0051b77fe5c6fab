import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { log } from '@/lib/log/log'
import { AlertMessage } from '../channels/alert-message'
import { ChannelProblem } from '../channels/channel-problem'
import { sendMessage } from '../channels/send-message'

const AT_ONCE = 20
/** Seconds until the next try, by tries so far; after the last it is given up: a day and a half in all. */
const RETRY_SECONDS = [10, 30, 120, 600, 1800, 7200, 21_600, 43_200, 43_200]
const MOST_TRIES = RETRY_SECONDS.length + 1
const UNEXPECTED = 'It was not sent because of a fault of this server. It is tried again.'

/** What became of one try; null: it arrived. */
async function tryOnce(delivery: {
  id: string
  message: unknown
  channel: Parameters<typeof sendMessage>[0] & { enabled: boolean }
}): Promise<{ arrived: boolean; problem: string | null; isFinal: boolean }> {
  try {
    if (!delivery.channel.enabled) throw new ChannelProblem('The channel is switched off.', { isFinal: true })
    const message = AlertMessage.parse(delivery.message)
    const problem = await sendMessage(delivery.channel, message, delivery.id)
    return { arrived: true, problem, isFinal: true }
  } catch (error) {
    if (error instanceof ChannelProblem) {
      return { arrived: false, problem: error.message, isFinal: error.isFinal }
    }
    log.warn({ err: error, delivery: delivery.id }, 'an alert was not sent')
    return { arrived: false, problem: UNEXPECTED, isFinal: false }
  }
}

/**
 * Sends one message that the caller has claimed, and writes down what became of it. `tries` includes this one; `once`: a
 * failure is final. Returns what went wrong, or null.
 */
export async function deliverOne(id: string, { once = false } = {}): Promise<string | null> {
  const delivery = await db().alertDelivery.findUnique({ where: { id }, include: { channel: true } })
  if (delivery === null) return null
  const { arrived, problem, isFinal } = await tryOnce(delivery)
  const isOver = isFinal || once || delivery.tries >= MOST_TRIES
  const state = arrived ? 'delivered' : isOver ? 'given-up' : 'waiting'
  await db().alertDelivery.updateMany({
    where: { id },
    data: { state, problem, ...(arrived ? { deliveredAt: new Date() } : {}) },
  })
  await notify(db(), { teamId: delivery.teamId, topic: 'alert', id })
  return arrived ? null : problem
}

/**
 * Sends the messages that are due. Each is claimed by moving its next try on before it is sent, so that two workers never
 * send one at the same time, and a process that dies in between leaves it to be tried again. Returns how many were tried.
 */
export async function deliverDue(now = new Date()): Promise<number> {
  const moment = now.toISOString()
  const claimed = await db().$queryRaw<{ id: string }[]>`
    UPDATE alert_delivery SET
      tries = tries + 1,
      "lastTriedAt" = ${moment}::timestamptz AT TIME ZONE 'UTC',
      "nextTryAt" = (${moment}::timestamptz AT TIME ZONE 'UTC')
        + (${RETRY_SECONDS}::int[])[least(tries + 1, ${RETRY_SECONDS.length}::int)] * interval '1 second'
    WHERE id IN (
      SELECT id FROM alert_delivery
      WHERE state = 'waiting' AND "nextTryAt" <= ${moment}::timestamptz AT TIME ZONE 'UTC'
      ORDER BY "nextTryAt", id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
    )
    RETURNING id`
  await Promise.all(claimed.map(({ id }) => deliverOne(id)))
  return claimed.length
}
