import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'

const Actors = z.array(
  z.object({ id: z.string(), name: z.string(), email: z.string(), isMember: z.boolean() }),
)
export type Actor = z.infer<typeof Actors>[number]

/** The people who are in the team, then those who were and still have an account; each group by name. */
export async function listActors(teamId: string): Promise<Actor[]> {
  // Distinct values by hops over an index would need one; an audit log is small beside everything else.
  return Actors.parse(
    await db().$queryRaw`
      SELECT "user".id, "user".name, "user".email, member.id IS NOT NULL AS "isMember"
      FROM "user" LEFT JOIN member ON member."userId" = "user".id AND member."teamId" = ${teamId}
      WHERE member.id IS NOT NULL
        OR "user".id IN (SELECT DISTINCT "userId" FROM audit_entry WHERE "teamId" = ${teamId})
      ORDER BY 4 DESC, "user".name, "user".id`,
  )
}
