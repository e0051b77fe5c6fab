import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrateEngine } from '@/lib/jobs/migrate-engine'

const TEMPLATE = 'assay_test_template'

/** Makes one migrated database that each test file copies. TEST_DATABASE_URL: a role that may create databases. */
export default async function setup(): Promise<() => Promise<void>> {
  const adminUrl = process.env.TEST_DATABASE_URL
  if (adminUrl === undefined) {
    throw new Error('TEST_DATABASE_URL is not set: run `npm test -- db`, which starts a throw-away Postgres.')
  }
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${TEMPLATE}`)
  const url = new URL(adminUrl)
  url.pathname = `/${TEMPLATE}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const folder = path.resolve('prisma/migrations')
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  for (const name of names) await client.query(readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'))
  await client.end()
  await migrateEngine(url.href)
  return async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`)
    await admin.end()
  }
}
