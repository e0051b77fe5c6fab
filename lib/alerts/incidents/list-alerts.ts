import 'server-only'
import { db } from '@/lib/db/db'
import { type AlertList, maySeeAlert } from '@/lib/domain/alert'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { ensureDefaultRules } from '../rules/ensure-default-rules'
import { namePeople } from './name-people'
import { toAlertRow } from './to-alert-row'

const PAST = 100
const RANK: Record<string, number> = { firing: 0, pending: 1 }

/** What is wrong now, firing before pending and the newest first; and the newest alerts that are over. */
export async function listAlerts(ctx: TeamContext, now = new Date()): Promise<AlertList> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  await ensureDefaultRules(teamId)
  const [open, past, rules] = await Promise.all([
    db().alert.findMany({ where: { teamId, openKey: { not: null } }, orderBy: { id: 'desc' } }),
    db().alert.findMany({ where: { teamId, state: 'resolved' }, orderBy: { id: 'desc' }, take: PAST }),
    db().alertRule.count({ where: { teamId, enabled: true } }),
  ])
  const people = await namePeople([...open, ...past].map(({ acknowledgedBy }) => acknowledgedBy))
  const rows = (alerts: typeof open) =>
    alerts
      .filter(({ condition }) => maySeeAlert(ctx, condition))
      .map((alert) => toAlertRow(alert, people, now))
  const byState = rows(open).sort((a, b) => (RANK[a.state] ?? 2) - (RANK[b.state] ?? 2))
  return { open: byState, past: rows(past), rules }
}
