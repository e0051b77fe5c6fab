import 'server-only'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { db } from '@/lib/db/db'
import { type AlertRuleDetail, maySeeAlert } from '@/lib/domain/alert'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { namePeople } from '../incidents/name-people'
import { toAlertRow } from '../incidents/to-alert-row'
import { lately } from './list-rules'
import { listSamples } from './list-samples'
import { teamTimeZone } from './team-time-zone'
import { toRuleRow } from './to-rule-row'

const SHOWN_MS = 7 * 86_400_000
const MOST_SUBJECTS = 5
const MOST_ALERTS = 20

/** One rule with what it saw in the last seven days and its newest alerts. Throws `not-found`. */
export async function getRule(ctx: TeamContext, ruleId: string, now = new Date()): Promise<AlertRuleDetail> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const row = await db().alertRule.findFirst({
    where: { id: ruleId, teamId },
    include: { sight: true, alerts: { where: lately(now), select: { state: true } } },
  })
  if (row === null || !maySeeAlert(ctx, row.condition)) {
    throw new AssayError('not-found', 'There is no such rule in this team.')
  }
  const [{ nameOf }, stored, timeZone] = await Promise.all([
    nameScopes(teamId),
    db().alert.findMany({ where: { ruleId }, orderBy: { id: 'desc' }, take: MOST_ALERTS }),
    teamTimeZone(teamId),
  ])
  // An alert of money stays one of money, also when its rule was changed to look at something else.
  const alerts = stored.filter(({ condition }) => maySeeAlert(ctx, condition))
  const rule = toRuleRow(row, nameOf(row), row.alerts)
  const since = new Date(now.getTime() - SHOWN_MS)
  const series = await Promise.all(
    rule.readings.slice(0, MOST_SUBJECTS).map(async ({ subject, subjectName, ...reading }) => ({
      subject,
      name: subjectName,
      points: await listSamples(ruleId, subject, {
        from: since,
        until: now,
        newest: row.sight === null ? undefined : { ...reading, at: row.sight.seenAt },
      }),
    })),
  )
  const people = await namePeople(alerts.map(({ acknowledgedBy }) => acknowledgedBy))
  return { rule, series, timeZone, alerts: alerts.map((alert) => toAlertRow(alert, people, now)) }
}
