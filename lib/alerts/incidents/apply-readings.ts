import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'
import { type OpenAlert, stepAlert } from '../judging/step-alert'
import type { StoredRule } from '../rules/parse-rule'
import { recordEvent, type StoredAlert } from './record-event'

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
function goneReading(alert: StoredAlert): AlertReading {
  const { subject, subjectName, line } = alert
  const text = `${subjectName ?? 'What was seen'}: the condition is gone.`
  return { subject, subjectName, value: null, line, n: 0, standing: 'within', text }
}

/** Of two values the one that is farther beyond the line. */
function worse(before: number | null, now: number | null, line: number | null): number | null {
  if (before === null || now === null) return now ?? before
  if (line === null) return now
  return Math.abs(now - line) > Math.abs(before - line) ? now : before
}

async function applyOne(
  tx: Transaction,
  rule: StoredRule,
  reading: AlertReading,
  alert: StoredAlert | undefined,
  now: Date,
): Promise<boolean> {
  const { subject, subjectName, value, line, n, text, standing } = reading
  const { next, event } = stepAlert(alert === undefined ? null : toOpen(alert), standing, now, rule)
  if (alert === undefined && next === null) return false
  if (alert !== undefined && event === 'dropped') {
    await tx.alert.delete({ where: { id: alert.id } })
    return true
  }
  // While it recovers, it goes on telling what was wrong; its end is told with the reading that ended it.
  const seen = standing === 'beyond' ? { value, line, n, text } : {}
  const times =
    next === null
      ? { state: 'resolved', openKey: null, resolvedAt: now }
      : {
          ...{ state: next.state, startedAt: next.startedAt, firedAt: next.firedAt },
          ...{ clearSince: next.clearSince, lastToldAt: next.lastToldAt, snoozedUntil: next.snoozedUntil },
        }
  const begun = { teamId: rule.teamId, ruleId: rule.id, subject, openKey: openKeyOf(rule, subject) }
  const named = { subjectName, severity: rule.severity, ruleName: rule.name, condition: rule.condition }
  const row =
    alert === undefined
      ? await tx.alert.create({
          data: {
            ...{ ...begun, ...named, value, line, n, text, worstValue: value, createdAt: now },
            ...{ startedAt: now, ...times },
          },
        })
      : await tx.alert.update({
          where: { id: alert.id },
          data: {
            ...{ ...seen, ...times },
            worstValue: standing === 'beyond' ? worse(alert.worstValue, value, line) : alert.worstValue,
          },
        })
  if (event !== null && event !== 'dropped') {
    await recordEvent(tx, row, rule, { kind: event, text, at: now })
  }
  return event !== null
}

/**
 * Takes what a rule saw to its alerts: opens, fires, tells again, resolves. The rule's row is locked meanwhile, so that two
 * evaluators cannot tell one incident twice. Returns the subjects of which something was new.
 */
export async function applyReadings(
  rule: StoredRule,
  readings: AlertReading[],
  now: Date,
): Promise<string[]> {
  const isQuiet = readings.every(({ standing }) => standing !== 'beyond')
  if (isQuiet && (await db().alert.count({ where: { ruleId: rule.id, openKey: { not: null } } })) === 0)
    return []
  return db().$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ enabled: boolean }[]>`
      SELECT enabled FROM alert_rule WHERE id = ${rule.id} FOR UPDATE`
    if (locked?.enabled !== true) return []
    const open = await tx.alert.findMany({ where: { ruleId: rule.id, openKey: { not: null } } })
    const seen = new Set(readings.map(({ subject }) => subject))
    const gone = open.filter(({ subject }) => !seen.has(subject)).map(goneReading)
    const news: string[] = []
    for (const reading of [...readings, ...gone]) {
      const alert = open.find(({ subject }) => subject === reading.subject)
      if (await applyOne(tx, rule, reading, alert, now)) news.push(reading.subject)
    }
    return news
  })
}
