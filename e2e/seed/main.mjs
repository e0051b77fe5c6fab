/**
 * Fills the database of the server under test with a world and prints it as JSON:
 * `node --conditions=react-server --import tsx e2e/seed/main.mjs <tag>`, with the server's ASSAY_DATA.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { dataFolder } from '../../scripts/data-folder.mjs'
import { startPostgres } from '../../scripts/postgres/start-postgres.mjs'

if (!process.env.DATABASE_URL) {
  // Adopts the server's own Postgres: nothing is started.
  const { url } = await startPostgres({ folder: path.join(dataFolder(), 'postgres'), database: 'assay' })
  process.env.DATABASE_URL = url
}
// Nothing seeded is encrypted or signed: any secret lets the environment be read.
process.env.BETTER_AUTH_SECRET ||= randomBytes(32).toString('base64')
process.env.ASSAY_SECRET_KEY ||= randomBytes(32).toString('base64')
process.env.ASSAY_LOG_LEVEL = 'silent'

const { closeDb } = await import('../../lib/db/db')
const { makeWorld } = await import('./make-world')
try {
  const world = await makeWorld(process.argv[2] ?? 'world')
  process.stdout.write(JSON.stringify({ ...world, databaseUrl: process.env.DATABASE_URL }))
} finally {
  await closeDb()
}
