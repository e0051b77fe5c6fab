import 'server-only'
import { db, type Transaction } from '@/lib/db/db'
import { parseInput } from '@/lib/domain/parse-input'
import { freeSlug, slugOf } from '@/lib/domain/slug'
import { TeamName, type TeamRow } from '@/lib/domain/team'
import { recordAudit } from './record-audit'
import type { PersonContext } from './team-context'

const TEAM_SLUG_LOCK = 7_201_001

async function pickSlug(tx: Transaction, name: string): Promise<string> {
  // Two teams of one name at the same moment: the second waits and gets the next slug.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TEAM_SLUG_LOCK})`
  const base = slugOf(name)
  const rows = await tx.team.findMany({
    where: { slug: { startsWith: base === '' ? 'team' : base } },
    select: { slug: true },
  })
  return freeSlug(base, new Set(rows.map((row) => row.slug)), 'team')
}

/** Creates a team with the person as its owner. */
export async function createTeam(person: PersonContext, input: { name: string }): Promise<TeamRow> {
  const name = parseInput(TeamName, input.name)
  return db().$transaction(async (tx) => {
    const slug = await pickSlug(tx, name)
    const team = await tx.team.create({
      data: { name, slug, members: { create: { userId: person.userId, role: 'owner' } } },
    })
    await recordAudit(
      tx,
      { ...person, teamId: team.id },
      { action: 'team.create', subjectType: 'team', subjectId: team.id, detail: { name } },
    )
    return { id: team.id, slug, name, role: 'owner' }
  })
}
