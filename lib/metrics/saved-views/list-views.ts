import 'server-only'
import { db } from '@/lib/db/db'
import { SavedView, type ViewPage } from '@/lib/domain/saved-view'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'

/** The views of a page that the person sees: their own and those that the team shares, by name. */
export async function listViews(ctx: TeamContext, page: ViewPage): Promise<SavedView[]> {
  assertCan(ctx, 'view')
  const rows = await db().savedView.findMany({
    where: { teamId: ctx.teamId, page, OR: [{ isShared: true }, { createdBy: ctx.userId }] },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => SavedView.parse({ ...row, isOwn: row.createdBy === ctx.userId }))
}
