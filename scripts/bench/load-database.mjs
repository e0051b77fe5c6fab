/**
 * The database of a load: `node scripts/bench/load-database.mjs <folder> <name> [--anew]` starts it, migrated, with what it
 * held before unless `--anew`, and prints its URL; with `--stop` it is stopped. Durable like a user's own.
 */
import pg from 'pg'
import { startPostgres } from '../postgres/start-postgres.mjs'
import { stopPostgres } from '../postgres/stop-postgres.mjs'
import { prepareDatabase } from '../setup/prepare-database.mjs'

const [folder, name, flag] = process.argv.slice(2)
if (folder === undefined || name === undefined || !/^[a-z0-9_]+$/.test(name))
  throw new Error('Name the folder and the database: load-database.mjs <folder> <name> [--anew | --stop]')

if (flag === '--stop') {
  await stopPostgres(folder)
} else {
  if (flag === '--anew') {
    const { url } = await startPostgres({ folder, database: 'postgres' })
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.end()
  }
  const { url } = await startPostgres({ folder, database: name })
  await prepareDatabase(url)
  process.stdout.write(`${url}\n`)
}
