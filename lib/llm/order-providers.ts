import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** Puts the team's providers into this order: the first is asked first. Throws `not-found`, and `conflict` when `ids` are not all of them, each once. */
export async function orderProviders(ctx: TeamContext, { ids }: { ids: string[] }): Promise<void> {
  assertCan(ctx, 'manage-settings')
  const { teamId } = ctx
  await db().$transaction(async (tx) => {
    const rows = await tx.provider.findMany({ where: { teamId }, select: { id: true, name: true } })
    const nameOf = new Map(rows.map(({ id, name }) => [id, name]))
    if (!ids.every((id) => nameOf.has(id))) {
      throw new AssayError('not-found', 'One of these providers was removed.')
    }
    if (ids.length !== rows.length || new Set(ids).size !== rows.length) {
      throw new AssayError(
        'conflict',
        'The list of providers has changed meanwhile. Look again, then order it.',
      )
    }
    for (const [position, id] of ids.entries()) {
      await tx.provider.updateMany({ where: { id, teamId }, data: { position } })
    }
    const order = ids.map((id) => nameOf.get(id) ?? id)
    await recordAudit(tx, ctx, {
      action: 'provider.order',
      subjectType: 'team',
      subjectId: teamId,
      detail: { order },
    })
    await notify(tx, { teamId, topic: 'settings', id: teamId })
  })
}
