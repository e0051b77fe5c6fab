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

function stateOf(enabled: boolean, alerts: RuleAlerts): RuleState {
  if (!enabled) return 'off'
  const has = (state: string) => alerts.some((alert) => alert.state === state)
  if (has('firing')) return 'firing'
  if (has('pending')) return 'pending'
  return has('resolved') ? 'resolved' : 'ok'
}

/** A stored rule as pages show it. */
export function toRuleRow(rule: StoredRuleRow, scopeName: string, alerts: RuleAlerts): AlertRuleRow {
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
    state: stateOf(rule.enabled, alerts),
    readings: Readings.safeParse(rule.sight?.readings).data ?? [],
    lastReadAt: rule.sight?.seenAt.toISOString() ?? null,
    problem: rule.sight?.problem ?? null,
  }
}
