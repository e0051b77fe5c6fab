import 'server-only'
import { db } from '@/lib/db/db'
import type { TeamRow } from '@/lib/domain/team'
import { Role } from '@/lib/domain/words'

/** The teams a person belongs to, by name: what the team switcher shows. */
export async function listTeams(userId: string): Promise<TeamRow[]> {
  const members = await db().member.findMany({
    where: { userId },
    include: { team: true },
    orderBy: [{ team: { name: 'asc' } }, { id: 'asc' }],
  })
  return members.map(({ role, team: { id, slug, name } }) => ({ id, slug, name, role: Role.parse(role) }))
}
