import 'server-only'
import { AlertScope, AlertSeverity } from '@/lib/domain/alert'
import { AlertCondition } from '@/lib/domain/alert-condition'

/** A stored rule with its texts and its condition parsed. Throws for one that another version stored. */
export function parseRule<Row extends { condition: unknown; scope: string; severity: string }>(row: Row) {
  return {
    ...row,
    condition: AlertCondition.parse(row.condition),
    scope: AlertScope.parse(row.scope),
    severity: AlertSeverity.parse(row.severity),
  }
}

/** What the evaluator knows of a rule. */
export type StoredRule = ReturnType<
  typeof parseRule<{
    id: string
    teamId: string
    name: string
    kind: string
    condition: unknown
    scope: string
    scopeId: string
    severity: string
    pendingSeconds: number
    recoverSeconds: number
    renotifyMinutes: number | null
    allChannels: boolean
    channelIds: string[]
    updatedAt: Date
  }>
>
