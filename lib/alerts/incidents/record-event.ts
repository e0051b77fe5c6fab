import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import type { AlertEventKind } from '@/lib/domain/alert'
import { env } from '@/lib/env'
import type { AlertMessage } from '../channels/alert-message'

/** How messages of events that channels are told of begin; the others are seen in the app. */
const TOLD: Partial<Record<AlertEventKind, string>> = {
  fired: 'Firing',
  'told-again': 'Still firing',
  resolved: 'Resolved',
}

/** What messages are made of, and where they go: also known of a rule whose condition cannot be read. */
export interface TellingRule {
  id: string
  name: string
  kind: string
  allChannels: boolean
  channelIds: string[]
}

export type StoredAlert = Awaited<ReturnType<Transaction['alert']['findFirstOrThrow']>>

function messageOf(
  alert: StoredAlert,
  rule: TellingRule,
  event: { kind: AlertEventKind; text: string; at: Date },
  team: { slug: string; name: string },
): AlertMessage {
  const about = alert.subjectName === null ? rule.name : `${rule.name} (${alert.subjectName})`
  return {
    what: event.kind,
    at: event.at.toISOString(),
    title: `${TOLD[event.kind] ?? event.kind}: ${about}`,
    text: event.text,
    url: `${env().ASSAY_URL.replace(/\/$/, '')}/t/${team.slug}/alerts/${alert.id}`,
    team,
    alert: {
      id: alert.id,
      severity: alert.severity === 'critical' ? 'critical' : 'warning',
      rule: { id: rule.id, name: rule.name, kind: rule.kind },
      subject: alert.subjectName,
      value: alert.value,
      line: alert.line,
      n: alert.n,
      startedAt: alert.startedAt.toISOString(),
      firedAt: alert.firedAt?.toISOString() ?? null,
      resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    },
  }
}

/**
 * Writes down what happened to an alert and, where channels are told of it, one message for each: with the alert's own
 * row in one transaction, so that none is lost and none is sent twice. `isTold`: false, and it is seen in the app alone.
 */
export async function recordEvent(
  tx: Transaction,
  alert: StoredAlert,
  rule: TellingRule,
  event: { kind: AlertEventKind; text: string; at: Date; userId?: string; isTold?: boolean },
): Promise<void> {
  const { teamId } = alert
  const { kind, text, at, userId = null, isTold = true } = event
  const row = await tx.alertEvent.create({
    data: { teamId, alertId: alert.id, kind, text, userId, createdAt: at },
  })
  if (isTold && TOLD[kind] !== undefined) {
    const [team, channels] = await Promise.all([
      tx.team.findUniqueOrThrow({ where: { id: teamId }, select: { slug: true, name: true } }),
      tx.alertChannel.findMany({
        where: { teamId, enabled: true, ...(rule.allChannels ? {} : { id: { in: rule.channelIds } }) },
        select: { id: true },
      }),
    ])
    const message = messageOf(alert, rule, event, team)
    await tx.alertDelivery.createMany({
      data: channels.map((channel) => ({
        ...{ teamId, channelId: channel.id, eventId: row.id, message, nextTryAt: at, createdAt: at },
      })),
      skipDuplicates: true,
    })
  }
  await notify(tx, { teamId, topic: 'alert', id: alert.id })
}
