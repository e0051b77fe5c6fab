import 'server-only'
import { type AlertRow, AlertSeverity, AlertState, tellsCosts } from '@/lib/domain/alert'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { FORMER_MEMBER } from '@/lib/domain/team'
import type { TeamContext } from '@/lib/teams/team-context'
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
  }
}

/** Whether the person may see what a rule or alert says: not money where viewers see none. */
export function maySee({ seesCosts }: TeamContext, condition: unknown): boolean {
  return seesCosts || !tellsCosts(AlertCondition.parse(condition))
}
