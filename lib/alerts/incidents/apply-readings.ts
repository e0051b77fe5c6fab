import 'server-only'
import type { Transaction } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'
import { type AlertPace, type OpenAlert, stepAlert } from '../judging/step-alert'
import type { StoredRule } from '../rules/parse-rule'
import { recordEvent, type StoredAlert } from './record-event'

const DAY_MS = 86_400_000
/** So many incidents a day are told as they come; each further one has to be gone for twice as long. */
const CALM_INCIDENTS = 2
const MOST_DOUBLINGS = 6

const openKeyOf = (rule: StoredRule, subject: string) => `${rule.id} ${subject}`

function toOpen(alert: StoredAlert): OpenAlert {
  return {
    state: alert.state === 'firing' ? 'firing' : 'pending',
    startedAt: alert.startedAt,
    firedAt: alert.firedAt,
    clearSince: alert.clearSince,
    lastToldAt: alert.lastToldAt,
    isAcknowledged: alert.acknowledgedAt !== null,
    snoozedUntil: alert.snoozedUntil,
  }
}

/** What a rule no longer sees at all, such as a removed budget or a provider that answers again. */
function goneReading(alert: StoredAlert, why: string | null): AlertReading {
  const { subject, subjectName, line } = alert
  const text = why ?? `${subjectName ?? 'What was seen'}: the condition is gone.`
  return { subject, subjectName, value: null, line, n: 0, standing: 'within', text }
}

/** Of two values the one that is farther beyond the line. */
function worse(before: number | null, now: number | null, line: number | null): number | null {
  if (before === null || now === null) return now ?? before
  if (line === null) return now
  return Math.abs(now - line) > Math.abs(before - line) ? now : before
}

/**
 * The rule's pace for one subject. What comes and goes, as a provider that fails every few minutes, is told a few times and
 * then held to be one incident: from the third one within a day on it must be gone for twice, four times … as long.
 */
async function paceOf(tx: Transaction, rule: StoredRule, alert: StoredAlert | undefined, now: Date) {
  const pace: AlertPace = rule
  if (alert?.state !== 'firing') return pace
  const since = new Date(now.getTime() - DAY_MS)
  const incidents = await tx.alert.count({
    where: { ruleId: rule.id, subject: alert.subject, startedAt: { gte: since }, firedAt: { not: null } },
  })
  const doublings = Math.min(Math.max(0, incidents - CALM_INCIDENTS), MOST_DOUBLINGS)
  return { ...pace, recoverSeconds: pace.recoverSeconds * 2 ** doublings }
}

/** The columns of an alert that its next state sets. */
function columnsOf(next: OpenAlert | null, now: Date) {
  if (next === null) return { state: 'resolved', openKey: null, resolvedAt: now }
  const { state, startedAt, firedAt, clearSince, lastToldAt, snoozedUntil } = next
  return { state, startedAt, firedAt, clearSince, lastToldAt, snoozedUntil }
}

async function applyOne(
  tx: Transaction,
  rule: StoredRule,
  reading: AlertReading,
  alert: StoredAlert | undefined,
  now: Date,
): Promise<boolean> {
  const { subject, subjectName, value, line, n, text, standing } = reading
  const open = alert === undefined ? null : toOpen(alert)
  const { next, event, isTold } = stepAlert(open, standing, now, await paceOf(tx, rule, alert, now))
  if (alert === undefined && next === null) return false
  if (alert !== undefined && event === 'dropped') {
    await tx.alert.delete({ where: { id: alert.id } })
    return true
  }
  const { teamId, id: ruleId, name: ruleName, severity, condition } = rule
  const named = { severity, ruleName, condition, ...columnsOf(next, now) }
  // While it recovers, it goes on telling what was wrong; its end is told with the reading that ended it.
  const seen = standing === 'beyond' ? { value, line, n, text, subjectName } : {}
  const row =
    alert === undefined
      ? await tx.alert.create({
          data: {
            teamId,
            ruleId,
            subject,
            subjectName,
            openKey: openKeyOf(rule, subject),
            value,
            line,
            n,
            text,
            worstValue: value,
            createdAt: now,
            startedAt: now,
            ...named,
          },
        })
      : await tx.alert.update({
          where: { id: alert.id },
          data: {
            ...named,
            ...seen,
            worstValue: standing === 'beyond' ? worse(alert.worstValue, value, line) : alert.worstValue,
          },
        })
  if (event !== null && event !== 'dropped') {
    await recordEvent(tx, row, rule, { kind: event, text, at: now, isTold })
  }
  return event !== null
}

/**
 * Takes what a rule saw to its alerts: opens, fires, tells again, resolves; `gone`: why all that is open of it ends, where
 * the rule sees nothing any more. The caller holds the rule's row, so that two evaluators cannot tell one incident twice.
 * Returns the subjects of which something was new.
 */
export async function applyReadings(
  tx: Transaction,
  rule: StoredRule,
  readings: AlertReading[],
  { now, gone = null }: { now: Date; gone?: string | null },
): Promise<string[]> {
  const open = await tx.alert.findMany({ where: { ruleId: rule.id, openKey: { not: null } } })
  const seen = new Set(readings.map(({ subject }) => subject))
  const lost = open.filter(({ subject }) => !seen.has(subject)).map((alert) => goneReading(alert, gone))
  const news: string[] = []
  for (const reading of [...readings, ...lost]) {
    const alert = open.find(({ subject }) => subject === reading.subject)
    if (await applyOne(tx, rule, reading, alert, now)) news.push(reading.subject)
  }
  return news
}
