import 'server-only'
import { db } from '@/lib/db/db'
import { can } from '@/lib/domain/roles'
import { Role } from '@/lib/domain/words'

/** Someone at the door: the request alone. */
export interface VisitorContext {
  requestId: string
}

/** A signed-in person, in no team in particular. */
export interface PersonContext extends VisitorContext {
  userId: string
  userName: string
}

/** A signed-in person in one of their teams: the first argument of every team-scoped verb. */
export interface TeamContext extends PersonContext {
  teamId: string
  teamSlug: string
  teamName: string
  role: Role
  /** false: a viewer of a team that shows viewers no money */
  seesCosts: boolean
}

/** The person's context in the team with this slug; null when there is no such team or they are not in it. */
export async function findTeamContext(person: PersonContext, teamSlug: string): Promise<TeamContext | null> {
  const member = await db().member.findFirst({
    where: { userId: person.userId, team: { slug: teamSlug } },
    include: { team: true },
  })
  if (member === null) return null
  const role = Role.parse(member.role)
  return {
    requestId: person.requestId,
    userId: person.userId,
    userName: person.userName,
    teamId: member.teamId,
    teamSlug: member.team.slug,
    teamName: member.team.name,
    role,
    seesCosts: can(role, 'see-costs') || member.team.viewersSeeCosts,
  }
}
