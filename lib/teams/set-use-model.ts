import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { assertCan } from './assert-can'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Opts the team out of models (every run takes the template path), or in again. */
export async function setUseModel(ctx: TeamContext, input: { useModel: boolean }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { useModel: input.useModel } })
    await recordAudit(tx, ctx, {
      action: 'team.set-use-model',
      subjectType: 'team',
      subjectId: teamId,
      detail: { useModel: input.useModel },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
