import 'server-only'
import { queryAside } from '@/lib/db/query-aside'
import { sql } from '@/lib/db/sql'
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

interface MemberRow extends Record<string, unknown> {
  role: string
  teamId: string
  teamName: string
  viewersSeeCosts: boolean
}

/** The person's context in the team with this slug; null when there is no such team or they are not in it. */
export async function findTeamContext(person: PersonContext, teamSlug: string): Promise<TeamContext | null> {
  const [member] = await queryAside<MemberRow>(sql`
    SELECT member.role, team.id AS "teamId", team.name AS "teamName", team."viewersSeeCosts"
    FROM team JOIN member ON member."teamId" = team.id
    WHERE team.slug = ${teamSlug} AND member."userId" = ${person.userId}`)
  if (member === undefined) return null
  const role = Role.parse(member.role)
  return {
    requestId: person.requestId,
    userId: person.userId,
    userName: person.userName,
    teamId: member.teamId,
    teamSlug,
    teamName: member.teamName,
    role,
    seesCosts: can(role, 'see-costs') || member.viewersSeeCosts,
  }
}
