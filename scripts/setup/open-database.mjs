import path from 'node:path'
import { assertDatabaseUrl } from './assert-database-url.mjs'

/**
 * Opens the database: DATABASE_URL, else the embedded Postgres, whose URL is then put into DATABASE_URL. Brings its
 * tables up to date. Loaded late: it needs packages.
 * @param {{ dataFolder: string, onStop: (stop: () => Promise<unknown>) => void, say: (line: string) => void }} options
 * @returns {Promise<string>} what was done, for the progress line
 */
export async function openDatabase({ dataFolder, onStop, say }) {
  let where = 'DATABASE_URL'
  if (!process.env.DATABASE_URL) {
    const { startPostgres } = await import('../postgres/start-postgres.mjs')
    const { stopPostgres } = await import('../postgres/stop-postgres.mjs')
    const { isKeptRunning } = await import('../postgres/keep-running.mjs')
    const folder = path.join(dataFolder, 'postgres')
    const { watchPostgres } = await import('../postgres/watch-postgres.mjs')
    onStop(async () => isKeptRunning(folder) || stopPostgres(folder))
    const server = await startPostgres({ folder, database: 'assay' })
    onStop(watchPostgres({ folder, database: 'assay', pid: server.pid, port: server.port, say }))
    process.env.DATABASE_URL = server.url
    where = `${server.origin} Postgres on port ${server.port}${server.adopted ? ', was running' : ''}`
  }
  assertDatabaseUrl(process.env.DATABASE_URL)
  const { prepareDatabase } = await import('./prepare-database.mjs')
  const { applied, warnings } = await prepareDatabase(process.env.DATABASE_URL)
  for (const warning of warnings) say(`Warning: ${warning}`)
  return `${where}, ${applied.length} migrations applied`
}
