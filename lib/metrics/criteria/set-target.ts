import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { TargetDraft } from '@/lib/domain/criterion'
import { parseInput } from '@/lib/domain/parse-input'
import { TARGETS } from '@/lib/domain/targets'
import { formatTarget } from '@/lib/format/format-target'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/**
 * Holds a figure against another target from now on, in criteria and charts; null: against the plan's again. Throws
 * `forbidden`, and `invalid-input` for a number that the figure cannot have.
 */
export async function setTarget(ctx: TeamContext, input: TargetDraft): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { criterion, value } = parseInput(TargetDraft, input)
  const { teamId, userId: updatedBy } = ctx
  const { unit, planned } = TARGETS[criterion]
  const told = (target: number) => formatTarget(unit, target)
  await db().$transaction(async (tx) => {
    const where = { teamId_criterion: { teamId, criterion } }
    const before = await tx.teamTarget.findUnique({ where })
    if (value === null || value === planned) await tx.teamTarget.deleteMany({ where: { teamId, criterion } })
    else {
      const set = { value, updatedBy }
      await tx.teamTarget.upsert({ where, create: { teamId, criterion, ...set }, update: set })
    }
    await recordAudit(tx, ctx, {
      action: 'target.set',
      subjectType: 'target',
      subjectId: criterion,
      detail: { from: told(before?.value ?? planned), to: told(value ?? planned) },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
