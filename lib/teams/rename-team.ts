import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { parseInput } from '@/lib/domain/parse-input'
import { TeamName } from '@/lib/domain/team'
import { assertCan } from './assert-can'
import { recordAudit } from './record-audit'
import type { TeamContext } from './team-context'

/** Changes the team's name; its slug, and with it every link, stays. */
export async function renameTeam(ctx: TeamContext, input: { name: string }): Promise<void> {
  assertCan(ctx, 'manage-team')
  const name = parseInput(TeamName, input.name)
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    await tx.team.update({ where: { id: teamId }, data: { name } })
    await recordAudit(tx, ctx, {
      action: 'team.rename',
      subjectType: 'team',
      subjectId: teamId,
      detail: { from: ctx.teamName, to: name },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
