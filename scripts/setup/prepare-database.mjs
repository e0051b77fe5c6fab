import path from 'node:path'
import { ensureSystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database'
import pg from 'pg'
import { projectRoot } from '../data-folder.mjs'
import { migrate } from '../migrate.mjs'
import { SetupError } from '../setup-error.mjs'

/** Ours, so that two machines that start together do not both make the engine's schema. */
const setupLock = 4_077_259

/**
 * The engine tells its progress; only what went wrong is of interest here.
 * @type {any}
 */
const quietLogger = {
  info() {},
  debug() {},
  warn() {},
  error: (...words) => process.stderr.write(`${words.join(' ')}\n`),
}

/** @param {string} url @returns {Promise<pg.Client>} */
async function connect(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return client
  } catch (error) {
    const { host, pathname } = new URL(url)
    throw new SetupError(
      `The database at ${host}${pathname} cannot be reached: ${error.message || error.code}`,
      'Check DATABASE_URL and that the server runs; unset DATABASE_URL to use the embedded Postgres.',
    )
  }
}

/**
 * Brings the tables of Assay (schema `public`) and of the durable engine (schema `dbos`) up to date.
 * The engine's must exist before the web role launches: that one may not migrate.
 * @param {string} url
 * @returns {Promise<import('../migrate.mjs').MigrationResult>}
 */
export async function prepareDatabase(url) {
  const client = await connect(url)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [setupLock])
    const result = await migrate({ url, folder: path.join(projectRoot, 'prisma/migrations') })
    await ensureSystemDatabase(url, quietLogger, undefined, 'dbos')
    return result
  } finally {
    await client.end()
  }
}
