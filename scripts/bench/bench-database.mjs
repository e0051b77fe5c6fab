/**
 * The database of a bench: `node scripts/bench/bench-database.mjs <folder>` starts it, empty and migrated, and prints its
 * URL; with `--stop` it is stopped. Durable like a user's own: commits wait for the disk.
 */
import pg from 'pg'
import { startPostgres } from '../postgres/start-postgres.mjs'
import { stopPostgres } from '../postgres/stop-postgres.mjs'
import { prepareDatabase } from '../setup/prepare-database.mjs'

const [folder, flag] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('Name the folder of the database: bench-database.mjs <folder> [--stop]')

if (flag === '--stop') {
  await stopPostgres(folder)
} else {
  const { url } = await startPostgres({ folder, database: 'postgres' })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('DROP DATABASE IF EXISTS bench WITH (FORCE)')
  await client.query('CREATE DATABASE bench')
  await client.end()
  const benchUrl = new URL(url)
  benchUrl.pathname = '/bench'
  await prepareDatabase(benchUrl.href)
  process.stdout.write(`${benchUrl.href}\n`)
}
