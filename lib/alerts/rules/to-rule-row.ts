import 'server-only'
import { z } from 'zod'
import type { Transaction } from '@/lib/db/db'
import {
  AlertReading,
  type AlertRuleRow,
  AlertScope,
  AlertSeverity,
  type RuleState,
} from '@/lib/domain/alert'
import { AlertCondition } from '@/lib/domain/alert-condition'

type StoredRuleRow = Awaited<ReturnType<Transaction['alertRule']['findFirstOrThrow']>> & {
  sight: Awaited<ReturnType<Transaction['alertSight']['findFirst']>>
}
/** The states of a rule's alerts that matter: open ones and those that ended lately. */
export type RuleAlerts = readonly { state: string }[]

const Readings = z.array(AlertReading)

/** Of a rule that is on. Nothing to hold against a line is not well: it may be that nobody looks. */
function stateOf(alerts: RuleAlerts, readings: readonly AlertReading[]): RuleState {
  const has = (state: string) => alerts.some((alert) => alert.state === state)
  if (has('firing')) return 'firing'
  if (has('pending')) return 'pending'
  const measured = readings.filter(({ value }) => value !== null)
  if (measured.length === 0) return 'no-data'
  if (measured.every(({ line }) => line === null)) return 'learning'
  return has('resolved') ? 'resolved' : 'ok'
}

/** A stored rule as pages show it. */
export function toRuleRow(rule: StoredRuleRow, scopeName: string, alerts: RuleAlerts): AlertRuleRow {
  const readings = Readings.safeParse(rule.sight?.readings).data ?? []
  return {
    id: rule.id,
    isBuiltIn: rule.builtIn !== null,
    name: rule.name,
    condition: AlertCondition.safeParse(rule.condition).data ?? null,
    scope: AlertScope.parse(rule.scope),
    scopeId: rule.scopeId,
    scopeName,
    severity: AlertSeverity.parse(rule.severity),
    pendingMinutes: rule.pendingSeconds / 60,
    recoverMinutes: rule.recoverSeconds / 60,
    renotifyHours: rule.renotifyMinutes === null ? null : rule.renotifyMinutes / 60,
    enabled: rule.enabled,
    allChannels: rule.allChannels,
    channelIds: rule.channelIds,
    state: rule.enabled ? stateOf(alerts, readings) : 'off',
    readings,
    lastReadAt: rule.sight?.seenAt.toISOString() ?? null,
    problem: rule.sight?.problem ?? null,
  }
}
