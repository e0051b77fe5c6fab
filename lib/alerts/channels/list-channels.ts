import 'server-only'
import { db } from '@/lib/db/db'
import { type AlertChannelBoard, AlertChannelKind } from '@/lib/domain/alert-channel'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { formatList } from '@/lib/format/format-list'
import { canSendMail } from '@/lib/mail/send-mail'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { shownProblem } from './shown-problem'

interface Newest {
  channelId: string
  state: string
  deliveredAt: Date | null
  problem: string | null
}

const newestOf = (state: 'delivered' | 'given-up', teamId: string) =>
  db().alertDelivery.findMany({
    where: { teamId, state },
    distinct: ['channelId'],
    orderBy: [{ channelId: 'asc' }, { id: 'desc' }],
    select: { channelId: true, state: true, deliveredAt: true, problem: true, id: true },
  })

/** Whether the newest thing that ended for a channel is a failure, and which. */
function problemOf(failed: (Newest & { id: string }) | undefined, arrived: { id: string } | undefined) {
  if (failed === undefined || (arrived !== undefined && arrived.id > failed.id)) return null
  return failed.problem
}

/** Where the team's alerts are sent, with how it went last. Addresses and secrets stay where they are. */
export async function listChannels(ctx: TeamContext): Promise<AlertChannelBoard> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [channels, memberships, arrived, failed] = await Promise.all([
    db().alertChannel.findMany({ where: { teamId }, orderBy: { name: 'asc' } }),
    db().member.findMany({
      where: { teamId },
      select: { user: { select: { id: true, name: true } } },
      orderBy: { id: 'asc' },
    }),
    newestOf('delivered', teamId),
    newestOf('given-up', teamId),
  ])
  const members = memberships.map(({ user }) => user)
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? FORMER_MEMBER
  return {
    canSendMail: canSendMail(),
    members,
    channels: channels.map((channel) => {
      const last = arrived.find(({ channelId }) => channelId === channel.id)
      const lost = failed.find(({ channelId }) => channelId === channel.id)
      const people = channel.userIds.length === 0 ? ['all owners and admins'] : channel.userIds.map(nameOf)
      return {
        id: channel.id,
        name: channel.name,
        kind: AlertChannelKind.parse(channel.kind),
        userIds: channel.userIds,
        target: channel.kind === 'email' ? formatList(people) : (channel.urlShown ?? ''),
        enabled: channel.enabled,
        lastDeliveredAt: last?.deliveredAt?.toISOString() ?? null,
        lastProblem: shownProblem(ctx, problemOf(lost, last)),
      }
    }),
  }
}
