import { db } from '@/lib/db/db'
import { Role } from '@/lib/domain/words'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedId } from './seed-id'
import { seedPerson } from './seed-person'

export type SeededTeam = Record<Role, TeamContext>

/**
 * A team with one person per role, `<role>@<slug>.test`; gives the context of each.
 * `canSignIn`: they have accounts with SEED_PASSWORD.
 */
export async function seedTeam(input: {
  slug: string
  name?: string
  canSignIn?: boolean
}): Promise<SeededTeam> {
  const { slug, name = `Team ${slug}`, canSignIn = false } = input
  const teamId = seedId('team', slug)
  await db().team.create({ data: { id: teamId, slug, name } })
  const contexts: [Role, TeamContext][] = []
  for (const role of Role.options) {
    const person = await seedPerson({ name: `${role} of ${name}`, email: `${role}@${slug}.test`, canSignIn })
    await db().member.create({
      data: { id: seedId('member', slug, role), teamId, userId: person.userId, role },
    })
    contexts.push([role, { ...person, teamId, teamSlug: slug, teamName: name, role, seesCosts: true }])
  }
  return Object.fromEntries(contexts) as SeededTeam
}
