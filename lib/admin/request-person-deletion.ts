import 'server-only'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { PersonDeletionDraft } from '@/lib/domain/deletion'
import { parseInput } from '@/lib/domain/parse-input'
import { assertCan } from '@/lib/teams/assert-can'
import { lockMember } from '@/lib/teams/lock-member'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { listActors } from './list-actors'

/**
 * Takes a person out of the team, at once and for good, and has their data deleted within a minute or as soon as runs of
 * theirs have ended; former members, too. The name has to be typed. Throws `forbidden` (also for a higher role),
 * `not-found`, `invalid-input` for another name, `conflict` for the last owner.
 */
export async function requestPersonDeletion(
  ctx: TeamContext,
  input: PersonDeletionDraft,
): Promise<{ id: string }> {
  assertCan(ctx, 'manage-members')
  const { userId, name } = parseInput(PersonDeletionDraft, input)
  const person = (await listActors(ctx.teamId)).find(({ id }) => id === userId)
  if (person === undefined) throw new AssayError('not-found', 'The team holds no data of such a person.')
  if (name !== person.name) {
    const text = `Type the person’s name as it is: ${person.name}`
    throw new AssayError('invalid-input', text, { fields: { name: text } })
  }
  const { teamId, userId: requestedBy } = ctx
  return db().$transaction(async (tx) => {
    const member = await tx.member.findFirst({ where: { teamId, userId } })
    if (member !== null) {
      const { isLastOwner } = await lockMember(tx, ctx, member.id)
      if (isLastOwner) {
        throw new AssayError('conflict', 'A team needs an owner: make someone else owner first.')
      }
      await tx.member.delete({ where: { id: member.id } })
    }
    const pending = await tx.deletion.findFirst({
      where: { teamId, kind: 'person', subjectId: userId, doneAt: null },
    })
    if (pending !== null) return { id: pending.id }
    const deletion = await tx.deletion.create({
      data: { teamId, kind: 'person', subjectId: userId, subjectName: name, requestedBy, dueAt: new Date() },
    })
    await recordAudit(tx, ctx, {
      action: 'deletion.request',
      subjectType: 'person',
      subjectId: userId,
      detail: { kind: 'person' },
    })
    await notify(tx, { teamId, topic: 'settings', id: deletion.id })
    return { id: deletion.id }
  })
}
