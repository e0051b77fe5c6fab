import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { parseInput } from '@/lib/domain/parse-input'
import { SetDataPolicy } from '@/lib/domain/project'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { findProjectRow } from './find-project-row'

/** Says where the project's code may be sent: any provider, local ones only, or none. */
export async function setDataPolicy(ctx: TeamContext, input: SetDataPolicy): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { projectId, dataPolicy } = parseInput(SetDataPolicy, input)
  const project = await findProjectRow(ctx, { projectId })
  await db().$transaction(async (tx) => {
    await tx.project.update({ where: { id: projectId }, data: { dataPolicy } })
    await recordAudit(tx, ctx, {
      action: 'project.set-data-policy',
      subjectType: 'project',
      subjectId: projectId,
      detail: { from: project.dataPolicy, to: dataPolicy },
    })
    await notify(tx, { teamId: ctx.teamId, topic: 'project', id: projectId, projectId })
  })
}
