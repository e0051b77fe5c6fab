import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { DEFAULT_RULES } from './default-rules'
import { findOwnRule } from './find-own-rule'
import { forgetSeen } from './forget-seen'

const RuleId = z.object({ id: z.string().min(1) })

/** Sets a rule back to how every team begins with it. Throws `not-found`, `conflict` (a rule of the team's own). */
export async function resetRule(ctx: TeamContext, input: unknown): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { id } = parseInput(RuleId, input)
  const { teamId, userId } = ctx
  await db().$transaction(async (tx) => {
    const known = await findOwnRule(tx, teamId, id)
    const rule = DEFAULT_RULES.find((candidate) => candidate.builtIn === known.builtIn)
    if (rule === undefined) {
      throw new AssayError('conflict', 'This rule is the team’s own: there is nothing to set it back to.')
    }
    const told = { enabled: true, allChannels: true, channelIds: [] }
    const data = { ...rule, ...told, kind: rule.condition.kind, scope: 'team', scopeId: teamId }
    await forgetSeen(tx, known, data, userId)
    await tx.alertRule.update({ where: { id }, data })
    await recordAudit(tx, ctx, {
      action: 'alert-rule.reset',
      subjectType: 'alert-rule',
      subjectId: id,
      detail: { name: rule.name },
    })
    await notify(tx, { teamId, topic: 'settings', id })
    await notify(tx, { teamId, topic: 'alert', id })
  })
}
