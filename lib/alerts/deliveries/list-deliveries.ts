import 'server-only'
import { db } from '@/lib/db/db'
import { maySeeAlert } from '@/lib/domain/alert'
import {
  AlertChannelKind,
  type AlertDeliveryList,
  AlertDeliveryQuery,
  DeliveryState,
} from '@/lib/domain/alert-channel'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { AlertMessage } from '../channels/alert-message'
import { shownProblem } from '../channels/shown-problem'

const PAGE = 50

const isTest = ({ what }: AlertMessage) => what === 'test'

/** Messages to the team's channels with what became of them, newest first, page by page. */
export async function listDeliveries(ctx: TeamContext, input: unknown): Promise<AlertDeliveryList> {
  assertCan(ctx, 'view')
  const { state, channel, cursor } = parseInput(AlertDeliveryQuery, input)
  const rows = await db().alertDelivery.findMany({
    where: {
      teamId: ctx.teamId,
      state,
      channelId: channel,
      ...(cursor === undefined ? {} : { id: { lt: cursor } }),
    },
    include: {
      channel: { select: { name: true, kind: true } },
      event: { select: { alertId: true, alert: { select: { condition: true } } } },
    },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  })
  const page = rows.slice(0, PAGE)
  const seen = page
    .map((row) => ({ ...row, message: AlertMessage.parse(row.message) }))
    .filter(({ event, message }) => (isTest(message) ? true : maySeeAlert(ctx, event?.alert.condition)))
  const behind = await findBehind(ctx.teamId, seen)
  return {
    rows: seen.map(({ message, ...row }) => {
      const isBehind = behind.has(row.id)
      const isTriedAgain = row.state === 'waiting' && row.tries > 0 && !isBehind
      return {
        id: row.id,
        channelName: row.channel.name,
        channelKind: AlertChannelKind.parse(row.channel.kind),
        alertId: row.event?.alertId ?? null,
        what: message.what,
        title: message.title,
        state: DeliveryState.parse(row.state),
        tries: row.tries,
        nextTryAt: isTriedAgain ? row.nextTryAt.toISOString() : null,
        isBehind,
        problem: shownProblem(ctx, row.problem),
        createdAt: row.createdAt.toISOString(),
        deliveredAt: row.deliveredAt?.toISOString() ?? null,
      }
    }),
    nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  }
}

type Sent = {
  id: string
  channelId: string
  createdAt: Date
  state: string
  event: { alertId: string } | null
}

/** Those that wait for an earlier message of their alert to the same channel, as `claimDue` has it. */
async function findBehind(teamId: string, rows: readonly Sent[]): Promise<Set<string>> {
  const waiting = rows.filter(({ state, event }) => state === 'waiting' && event !== null)
  if (waiting.length === 0) return new Set()
  const alertIds = waiting.map(({ event }) => event?.alertId ?? '')
  const others = await db().alertDelivery.findMany({
    where: { teamId, state: 'waiting', event: { alertId: { in: alertIds } } },
    select: { id: true, channelId: true, createdAt: true, event: { select: { alertId: true } } },
  })
  const isBehind = (row: Sent) =>
    others.some(
      (other) =>
        other.channelId === row.channelId &&
        other.event?.alertId === row.event?.alertId &&
        isEarlier(other, row),
    )
  return new Set(waiting.filter(isBehind).map(({ id }) => id))
}

type Made = { id: string; createdAt: Date }

const isEarlier = (one: Made, other: Made): boolean =>
  one.createdAt < other.createdAt || (+one.createdAt === +other.createdAt && one.id < other.id)
