import 'server-only'
import { type Db, db, type Transaction } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { zoneOffset } from '@/lib/format/zone-offset'

/**
 * Asks for a team's days and hours to begin by other clocks. The charts change over at once when a worker has summed up the
 * team's rows anew, and say what they said until then. Throws `invalid-input` for a zone that nobody knows.
 */
export async function requestTimeZone(
  teamId: string,
  timeZone: string,
  tx: Db | Transaction = db(),
): Promise<void> {
  await assertKnown(timeZone, tx)
  const { timeZone: present } = await tx.team.findUniqueOrThrow({ where: { id: teamId } })
  const nextTimeZone = timeZone === present ? null : timeZone
  await tx.team.update({ where: { id: teamId }, data: { nextTimeZone } })
}

/** Known here and to the database: both reckon with it. */
async function assertKnown(timeZone: string, tx: Db | Transaction): Promise<void> {
  const refused = new AssayError('invalid-input', 'Choose a time zone from the list.')
  try {
    zoneOffset(0, timeZone)
  } catch {
    throw refused
  }
  const known = await tx.$queryRaw<unknown[]>`SELECT FROM pg_timezone_names WHERE name = ${timeZone}`
  if (known.length === 0) throw refused
}
