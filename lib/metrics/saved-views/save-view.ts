import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { parseInput } from '@/lib/domain/parse-input'
import { SavedViewDraft } from '@/lib/domain/saved-view'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

/** More cannot be told apart in a menu. */
const MOST_VIEWS = 50

/**
 * Keeps a dashboard's query under a name, or, with an id, changes a view of one's own. Throws `conflict` for a name that
 * is taken or one view too many, `not-found` for a view that is not theirs.
 */
export async function saveView(ctx: TeamContext, input: unknown): Promise<{ id: string }> {
  assertCan(ctx, 'keep-views')
  const { id, ...draft } = parseInput(SavedViewDraft, input)
  const own = { teamId: ctx.teamId, createdBy: ctx.userId }
  return db().$transaction(async (tx) => {
    if (id !== undefined && (await tx.savedView.count({ where: { ...own, id } })) === 0)
      throw new AssayError('not-found', 'There is no such view of yours. Reload the page.')
    const sameName = { ...own, page: draft.page, name: draft.name, id: { not: id } }
    if ((await tx.savedView.count({ where: sameName })) > 0) {
      const text = 'You have a view of this name: choose another one.'
      throw new AssayError('conflict', text, { fields: { name: text } })
    }
    if (id === undefined && (await tx.savedView.count({ where: { ...own, page: draft.page } })) >= MOST_VIEWS)
      throw new AssayError('conflict', `You have ${MOST_VIEWS} views of this page: remove one first.`)
    const saved =
      id === undefined
        ? await tx.savedView.create({ data: { ...own, ...draft } })
        : await tx.savedView.update({ where: { ...own, id }, data: draft })
    await recordAudit(tx, ctx, {
      action: 'view.save',
      subjectType: 'view',
      subjectId: saved.id,
      detail: { page: draft.page, isShared: draft.isShared },
    })
    return { id: saved.id }
  })
}
