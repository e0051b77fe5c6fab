import 'server-only'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import type { EndSessions } from '@/lib/domain/session'
import type { PersonContext } from '@/lib/teams/team-context'

/** Ends sessions of one's own: their next request is signed out. Throws `not-found` when none of them is there. */
export async function endSessions(
  { userId }: PersonContext,
  { ids }: EndSessions,
): Promise<{ ended: number }> {
  const { count } = await db().session.deleteMany({ where: { userId, id: { in: ids } } })
  if (count === 0) throw new AssayError('not-found', 'There is no such session of yours any more.')
  return { ended: count }
}
