import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { type AlertDetail, AlertEventKind, AlertReading, maySeeAlert, seesTheSame } from '@/lib/domain/alert'
import { DeliveryState } from '@/lib/domain/alert-channel'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { AssayError } from '@/lib/domain/assay-error'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { shownProblem } from '../channels/shown-problem'
import { listSamples } from '../rules/list-samples'
import { teamTimeZone } from '../rules/team-time-zone'
import { namePeople } from './name-people'
import { toAlertRow } from './to-alert-row'

const BEFORE_MS = 12 * 3_600_000
const AFTER_MS = 3_600_000
const MOST_EVENTS = 200

/** What the rule saw of a subject last. */
function newestOf(sight: { seenAt: Date; readings: unknown } | null, subject: string) {
  const readings = z.array(AlertReading).safeParse(sight?.readings).data
  const reading = readings?.find((one) => one.subject === subject)
  return sight === null || reading === undefined ? undefined : { ...reading, at: sight.seenAt }
}

/** One alert with what happened to it, what its rule saw around it, and whom it was told. Throws `not-found`. */
export async function getAlert(ctx: TeamContext, alertId: string, now = new Date()): Promise<AlertDetail> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const alert = await db().alert.findFirst({
    where: { id: alertId, teamId },
    include: { rule: { include: { sight: true } } },
  })
  if (alert === null || !maySeeAlert(ctx, alert.condition)) {
    throw new AssayError('not-found', 'There is no such alert in this team.')
  }
  const since = new Date(alert.startedAt.getTime() - BEFORE_MS)
  const until = alert.resolvedAt === null ? now : new Date(alert.resolvedAt.getTime() + AFTER_MS)
  const [events, samples, timeZone] = await Promise.all([
    db().alertEvent.findMany({
      where: { alertId },
      include: { deliveries: { include: { channel: { select: { name: true } } } } },
      orderBy: { id: 'desc' },
      take: MOST_EVENTS,
    }),
    // What a rule saw after it was changed to look at something else is not this alert's.
    seesTheSame(alert.condition, alert.rule.condition)
      ? listSamples(alert.ruleId, alert.subject, {
          ...{ from: since, until },
          newest: alert.resolvedAt === null ? newestOf(alert.rule.sight, alert.subject) : undefined,
        })
      : [],
    teamTimeZone(teamId),
  ])
  const people = await namePeople([alert.acknowledgedBy, ...events.map(({ userId }) => userId)])
  return {
    alert: {
      ...toAlertRow(alert, people, now),
      condition: AlertCondition.safeParse(alert.condition).data ?? null,
      value: alert.value,
      line: alert.line,
      worstValue: alert.worstValue,
    },
    events: events.map(({ id, kind, text, userId, createdAt }) => ({
      id,
      kind: AlertEventKind.parse(kind),
      text,
      who: userId === null ? null : (people.get(userId) ?? FORMER_MEMBER),
      at: createdAt.toISOString(),
    })),
    samples,
    timeZone,
    deliveries: events.flatMap(({ kind, deliveries }) =>
      deliveries.map((delivery) => ({
        id: delivery.id,
        channelName: delivery.channel.name,
        what: AlertEventKind.parse(kind),
        state: DeliveryState.parse(delivery.state),
        problem: shownProblem(ctx, delivery.problem),
        at: (delivery.deliveredAt ?? delivery.createdAt).toISOString(),
      })),
    ),
  }
}
