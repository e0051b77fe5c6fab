import 'server-only'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { db } from '@/lib/db/db'
import { type AlertRuleChoices, type AlertRuleRow, maySeeAlert } from '@/lib/domain/alert'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { ensureDefaultRules } from './ensure-default-rules'
import { toRuleRow } from './to-rule-row'

const DAY_MS = 86_400_000

/** The alerts by which a rule's state is told. */
export const lately = (now: Date) => ({
  OR: [{ openKey: { not: null } }, { resolvedAt: { gt: new Date(now.getTime() - DAY_MS) } }],
})

/** The team's rules: those every team begins with first, then its own by name. */
export async function listRules(ctx: TeamContext, now = new Date()): Promise<AlertRuleRow[]> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  await ensureDefaultRules(teamId)
  const [{ nameOf }, rows] = await Promise.all([
    nameScopes(teamId),
    db().alertRule.findMany({
      where: { teamId },
      include: { sight: true, alerts: { where: lately(now), select: { state: true } } },
      orderBy: [{ builtIn: { sort: 'asc', nulls: 'last' } }, { name: 'asc' }, { id: 'asc' }],
    }),
  ])
  return rows
    .filter(({ condition }) => maySeeAlert(ctx, condition))
    .map((row) => toRuleRow(row, nameOf(row), row.alerts))
}

/** What a rule may be about and be told through. */
export async function listRuleChoices(ctx: TeamContext): Promise<AlertRuleChoices> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [{ projects, members }, channels] = await Promise.all([
    nameScopes(teamId),
    db().alertChannel.findMany({
      where: { teamId },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    }),
  ])
  return { projects, members, channels }
}
