import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { log } from '@/lib/log/log'
import { AlertMessage } from '../channels/alert-message'
import { ChannelProblem } from '../channels/channel-problem'
import { sendMessage } from '../channels/send-message'

/** Seconds from a failure to the next try, by tries so far; after the last it is given up: a day and a half in all. */
const RETRY_SECONDS = [10, 30, 120, 600, 1800, 7200, 21_600, 43_200, 43_200]
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
 * Sends one message that the caller has claimed at `now`, and writes down what became of it, unless somebody else has
 * claimed it since. `tries`: with this one; `once`: a failure is final. Returns what went wrong, or null.
 */
export async function deliverOne(
  { id, tries }: { id: string; tries: number },
  { now, once = false }: { now: Date; once?: boolean },
): Promise<string | null> {
  const delivery = await db().alertDelivery.findUnique({ where: { id }, include: { channel: true } })
  if (delivery === null) return null
  const began = Date.now()
  const { arrived, problem, isFinal } = await tryOnce(delivery)
  const endedAt = now.getTime() + (Date.now() - began)
  const pauseSeconds = RETRY_SECONDS[tries - 1]
  const isOver = isFinal || once || pauseSeconds === undefined
  const state = arrived ? 'delivered' : isOver ? 'given-up' : 'waiting'
  await db().alertDelivery.updateMany({
    where: { id, tries, state: 'waiting' },
    data: {
      state,
      problem,
      nextTryAt: new Date(endedAt + (pauseSeconds ?? 0) * 1000),
      ...(arrived ? { deliveredAt: new Date() } : {}),
    },
  })
  await notify(db(), { teamId: delivery.teamId, topic: 'alert', id })
  return arrived ? null : problem
}
