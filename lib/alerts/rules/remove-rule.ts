import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { endOpenAlerts } from '../incidents/end-open-alerts'
import { findOwnRule } from './find-own-rule'

const RuleId = z.object({ id: z.string().min(1) })

/**
 * Removes one of the team's own rules with its alerts; channels that were told of one that is open are told of its end. Throws `not-found`, `conflict` (a rule every team begins with).
 */
export async function removeRule(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(RuleId, input)
  const { teamId, userId } = ctx
  await db().$transaction(async (tx) => {
    const rule = await findOwnRule(tx, teamId, id)
    if (rule.builtIn !== null) {
      throw new AssayError('conflict', 'Every team has this rule. Switch it off instead.')
    }
    await endOpenAlerts(tx, rule, { text: 'The rule was removed.', userId })
    // Messages that wait are still sent: they stay without what they were about.
    await tx.alertDelivery.updateMany({
      where: { teamId, state: 'waiting', event: { alert: { ruleId: id } } },
      data: { eventId: null },
    })
    await tx.alertRule.delete({ where: { id } })
    await recordAudit(tx, ctx, {
      action: 'alert-rule.delete',
      subjectType: 'alert-rule',
      subjectId: id,
      detail: { name: rule.name },
    })
    await notify(tx, { teamId, topic: 'alert', id })
  })
}
