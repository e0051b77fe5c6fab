/**
 * Applies prisma/migrations with nothing but `pg`, and keeps the table, lock and checksums of Prisma Migrate, so that
 * stock `prisma migrate deploy` stays usable in both directions.
 */
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { SetupError } from './setup-error.mjs'

/** The advisory lock Prisma Migrate itself takes. */
const prismaLock = 72707369

const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * @typedef {{ name: string, sql: string, checksum: string }} Migration
 * @typedef {{ applied: string[], warnings: string[] }} MigrationResult
 */

/**
 * @param {string} folder
 * @returns {Promise<Migration[]>} in the order they are applied; checksum: sha256 of the file's bytes, as Prisma's
 */
export async function readMigrations(folder) {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(folder, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

/**
 * @param {pg.Client} client
 * @returns {Promise<Map<string, string>>} checksum of each applied migration, by name
 */
async function readApplied(client) {
  const { rows } = await client.query(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const failed = rows.find((row) => row.finished_at === null)
  if (failed) {
    throw new SetupError(
      `Migration ${failed.migration_name} failed in an earlier start and left the database half way (P3009).`,
      `Repair it, then: npx prisma migrate resolve --rolled-back ${failed.migration_name}`,
    )
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

/**
 * @param {pg.Client} client
 * @param {Migration} migration
 */
async function apply(client, { name, sql, checksum }) {
  const id = randomUUID()
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ])
  try {
    await client.query(sql)
  } catch (error) {
    await client.query('ROLLBACK')
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error.message)])
    throw new SetupError(
      `Migration ${name} failed: ${error.message} (P3018)`,
      `Read prisma/migrations/${name}/migration.sql; after the repair: npx prisma migrate resolve --rolled-back ${name}`,
    )
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = applied_steps_count + 1 WHERE id = $1',
    [id],
  )
}

/**
 * @param {Migration[]} migrations
 * @param {Map<string, string>} applied
 * @returns {string[]} what is odd, but no reason to stop
 */
function findOddities(migrations, applied) {
  const known = new Set(migrations.map(({ name }) => name))
  const changed = migrations.filter(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  )
  const foreign = [...applied.keys()].filter((name) => !known.has(name))
  return [
    ...changed.map(({ name }) => `migration ${name} was edited after it had been applied`),
    ...foreign.map((name) => `the database has migration ${name}, which this version of Assay does not know`),
  ]
}

/**
 * Applies every migration the database does not have yet; safe to call from several processes at once.
 * @param {{ url: string, folder: string }} options
 * @returns {Promise<MigrationResult>}
 */
export async function migrate({ url, folder }) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock])
    await client.query(createTable)
    const done = await readApplied(client)
    const migrations = await readMigrations(folder)
    const missing = migrations.filter(({ name }) => !done.has(name))
    for (const migration of missing) await apply(client, migration)
    return { applied: missing.map(({ name }) => name), warnings: findOddities(migrations, done) }
  } finally {
    await client.end()
  }
}
