import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { ProjectDeletionDraft, UNDO_MINUTES } from '@/lib/domain/deletion'
import { parseInput } from '@/lib/domain/parse-input'
import { formatPlural } from '@/lib/format/format-count'
import { findProjectRow } from '@/lib/projects/find-project-row'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'

const OPEN = ['queued', 'running', 'awaiting-approval']

/**
 * Archives a project, to be deleted with all that was made of it in an hour; until then it can be called off. The name has
 * to be typed. Throws `forbidden`, `not-found`, `invalid-input` for another name, `conflict` while runs are under way.
 */
export async function requestProjectDeletion(
  ctx: TeamContext,
  input: ProjectDeletionDraft,
): Promise<{ id: string }> {
  assertCan(ctx, 'manage-settings')
  const { projectId, name } = parseInput(ProjectDeletionDraft, input)
  const project = await findProjectRow(ctx, { projectId })
  if (name !== project.name) {
    const text = `Type the project’s name as it is: ${project.name}`
    throw new AssayError('invalid-input', text, { fields: { name: text } })
  }
  const { teamId, userId: requestedBy } = ctx
  return db().$transaction(async (tx) => {
    // Launches share it: none begins between the count and the archiving.
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR UPDATE`
    const pending = await tx.deletion.count({
      where: { teamId, kind: 'project', subjectId: projectId, doneAt: null, cancelledAt: null },
    })
    if (pending > 0) throw new AssayError('conflict', 'This project is to be deleted already.')
    const open = await tx.run.count({ where: { teamId, projectId, status: { in: OPEN } } })
    if (open > 0) {
      const text = `${formatPlural(open, 'run')} of this project ${open === 1 ? 'is' : 'are'} under way.`
      throw new AssayError('conflict', `${text} Cancel them, or wait for them.`)
    }
    await tx.project.update({ where: { id: projectId }, data: { archivedAt: new Date() } })
    const dueAt = new Date(Date.now() + UNDO_MINUTES * 60_000)
    const deletion = await tx.deletion.create({
      data: { teamId, kind: 'project', subjectId: projectId, subjectName: name, requestedBy, dueAt },
    })
    await recordAudit(tx, ctx, {
      action: 'deletion.request',
      subjectType: 'project',
      subjectId: projectId,
      detail: { kind: 'project', name },
    })
    await notify(tx, { teamId, topic: 'project', id: projectId, projectId })
    await notify(tx, { teamId, topic: 'settings', id: deletion.id })
    return { id: deletion.id }
  })
}
