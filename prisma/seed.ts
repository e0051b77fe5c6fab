/**
 * `npm run seed`: fills a database with a team to look around in. Never run by itself: it is for development, and asks
 * for DATABASE_URL by name so that nobody's data folder is filled by accident.
 */
import { randomBytes } from 'node:crypto'
import { closeDb, db } from '@/lib/db/db'
import { RUN_STATES, type SeedRunState } from '@/lib/testing/seed/run-states'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'

const SLUG = 'seeded'
const FIRST_RUN = Date.parse('2026-11-01T08:00:00Z')
const HOURS_MS = 3_600_000
const RUNS = 45

/** States of runs that have ended, in the same order in every database. */
const ended = (Object.keys(RUN_STATES) as SeedRunState[]).filter(
  (state) => RUN_STATES[state].durationMs !== null,
)

async function seed(): Promise<string> {
  if (!process.env.DATABASE_URL) {
    return 'Set DATABASE_URL to the database that is to be filled (node scripts/dev-db.mjs prints one).'
  }
  // Nothing seeded is encrypted or signed: any secret lets the environment be read.
  process.env.BETTER_AUTH_SECRET ||= randomBytes(32).toString('base64')
  process.env.ASSAY_SECRET_KEY ||= randomBytes(32).toString('base64')
  if ((await db().team.count({ where: { slug: SLUG } })) > 0) return `The team "${SLUG}" is there already.`
  const team = await seedTeam({ slug: SLUG, name: 'Seeded team', canSignIn: true })
  const project = await seedProject(team.owner)
  for (let index = 0; index < RUNS; index += 1) {
    const state = ended[index % ended.length] ?? 'template'
    const createdAt = new Date(FIRST_RUN + index * 11 * HOURS_MS)
    await seedRun(team.member, { project, state, key: `run-${index}`, createdAt })
  }
  return `Filled: ${RUNS} runs. Sign in as owner@${SLUG}.test with "${SEED_PASSWORD}".`
}

try {
  process.stdout.write(`${await seed()}\n`)
} finally {
  await closeDb()
}
