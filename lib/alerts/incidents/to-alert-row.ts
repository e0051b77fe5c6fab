import 'server-only'
import { type AlertRow, AlertSeverity, AlertState } from '@/lib/domain/alert'
import { FORMER_MEMBER } from '@/lib/domain/team'
import type { StoredAlert } from './record-event'

/** A stored alert as lists show it. `nameOf`: names of people by id. */
export function toAlertRow(alert: StoredAlert, nameOf: ReadonlyMap<string, string>, now: Date): AlertRow {
  const { acknowledgedBy, snoozedUntil } = alert
  return {
    id: alert.id,
    ruleId: alert.ruleId,
    ruleName: alert.ruleName,
    subjectName: alert.subjectName,
    state: AlertState.parse(alert.state),
    severity: AlertSeverity.parse(alert.severity),
    text: alert.text,
    startedAt: alert.startedAt.toISOString(),
    firedAt: alert.firedAt?.toISOString() ?? null,
    resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: acknowledgedBy === null ? null : (nameOf.get(acknowledgedBy) ?? FORMER_MEMBER),
    snoozedUntil: snoozedUntil !== null && snoozedUntil > now ? snoozedUntil.toISOString() : null,
    clearSince: alert.state === 'firing' ? (alert.clearSince?.toISOString() ?? null) : null,
  }
}
