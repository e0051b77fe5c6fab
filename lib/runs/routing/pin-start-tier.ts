import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import type { StartTierPin } from '@/lib/domain/routing'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { modelStages } from '@/lib/workflows/model-stages'

/** Makes a stage start at one tier from its next run on, whatever was learned. Throws `not-found` for a stage that asks no model. */
export async function pinStartTier(ctx: TeamContext, input: StartTierPin): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId, userId } = ctx
  const { workflow, stage, tier } = input
  const note = input.note === '' ? null : input.note
  if (!modelStages.some((known) => known.workflow === workflow && known.stage === stage)) {
    throw new AssayError('not-found', `There is no stage ${stage} of ${workflow} that asks a model.`)
  }
  const place = { teamId, workflow, stage }
  const said = { startTier: tier, note, createdBy: userId, createdAt: new Date() }
  await db().$transaction(async (tx) => {
    await tx.routingOverride.upsert({
      where: { teamId_workflow_stage: place },
      create: { ...place, ...said },
      update: said,
    })
    await recordAudit(tx, ctx, {
      action: 'routing.pin',
      subjectType: 'stage',
      subjectId: `${workflow}/${stage}`,
      detail: { tier, note },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
