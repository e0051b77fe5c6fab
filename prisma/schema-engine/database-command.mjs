import pg from 'pg'
import { parseDatabaseUrl } from './parse-arguments.mjs'

/** Postgres or socket error → Prisma's code. */
const prismaCodes = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001', ENOTFOUND: 'P1001' }

/**
 * `can-connect-to-database`, `create-database` or `drop-database`; an error goes to stderr in the engine's format.
 * @param {string} command
 * @param {{ url?: string }} datasource
 * @returns {Promise<number>} exit code
 */
export async function runDatabaseCommand(command, datasource) {
  const { config } = parseDatabaseUrl(datasource.url ?? '')
  const database = command === 'can-connect-to-database' ? config.database : 'postgres'
  const client = new pg.Client({ ...config, database })
  const name = pg.escapeIdentifier(config.database ?? 'postgres')
  try {
    await client.connect()
    if (command === 'create-database') await client.query(`CREATE DATABASE ${name}`)
    if (command === 'drop-database') await client.query(`DROP DATABASE ${name}`)
    return 0
  } catch (error) {
    const message = `${error.message || error.code} (${config.host}:${config.port}/${config.database})`
    const fields = { error_code: prismaCodes[error.code] ?? 'P1000', message }
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`)
    return 1
  } finally {
    await client.end().catch(() => {})
  }
}
