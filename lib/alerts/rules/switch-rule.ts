import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { endOpenAlerts } from '../incidents/end-open-alerts'
import { findOwnRule } from './find-own-rule'

const RuleSwitch = z.object({ id: z.string().min(1), enabled: z.boolean() })

/** Switches a rule on or off; what is open of one that is switched off ends, which is told where its begin was. Throws `not-found`. */
export async function switchRule(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id, enabled } = parseInput(RuleSwitch, input)
  const { teamId, userId } = ctx
  await db().$transaction(async (tx) => {
    const rule = await findOwnRule(tx, teamId, id)
    if (!enabled) await endOpenAlerts(tx, rule, { text: 'The rule was switched off.', userId })
    await tx.alertRule.update({ where: { id }, data: { enabled } })
    await recordAudit(tx, ctx, {
      action: enabled ? 'alert-rule.enable' : 'alert-rule.disable',
      subjectType: 'alert-rule',
      subjectId: id,
      detail: { name: rule.name },
    })
    await notify(tx, { teamId, topic: 'settings', id })
    await notify(tx, { teamId, topic: 'alert', id })
  })
}
