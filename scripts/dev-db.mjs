/**
 * A database for development: starts (or adopts) the Postgres of the data folder, leaves it running, prints its URL.
 * `node scripts/dev-db.mjs` · `--stop` stops it · `--database=name` · `--throwaway` faster, not durable
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { dataFolder } from './data-folder.mjs'
import { setKeptRunning } from './postgres/keep-running.mjs'
import { startPostgres } from './postgres/start-postgres.mjs'
import { stopPostgres } from './postgres/stop-postgres.mjs'
import { describeError } from './setup-error.mjs'

const { values } = parseArgs({
  options: {
    stop: { type: 'boolean', default: false },
    throwaway: { type: 'boolean', default: false },
    database: { type: 'string', default: 'assay' },
  },
})

try {
  const folder = path.join(dataFolder(), 'postgres')
  if (values.stop) {
    setKeptRunning(folder, false)
    process.stdout.write((await stopPostgres(folder)) ? 'stopped\n' : 'was not running\n')
  } else {
    const { url } = await startPostgres({ folder, database: values.database, throwaway: values.throwaway })
    setKeptRunning(folder, true)
    process.stdout.write(`${url}\n`)
  }
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = 1
}
