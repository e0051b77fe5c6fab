import 'server-only'
import { db } from '@/lib/db/db'

/** The team's time zone: in its clocks hours and weeks are told. */
export async function teamTimeZone(teamId: string): Promise<string> {
  const { timeZone } = await db().team.findUniqueOrThrow({
    where: { id: teamId },
    select: { timeZone: true },
  })
  return timeZone
}
