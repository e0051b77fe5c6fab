/**
 * Runs `rebuild-rollups.ts` on DATABASE_URL, else on the Postgres of the data folder, which may be running or not:
 * `npm run rollups:rebuild [-- --team <slug>] [-- --check]`.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { dataFolder, projectRoot } from './data-folder.mjs'
import { startPostgres } from './postgres/start-postgres.mjs'
import { stopPostgres } from './postgres/stop-postgres.mjs'
import { keepSecrets } from './setup/keep-secrets.mjs'
import { prepareDatabase } from './setup/prepare-database.mjs'

const folder = dataFolder()
keepSecrets(folder)
const postgres = path.join(folder, 'postgres')
const own = process.env.DATABASE_URL ? null : await startPostgres({ folder: postgres, database: 'assay' })
const url = own?.url ?? String(process.env.DATABASE_URL)
await prepareDatabase(url)
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', '--conditions=react-server', 'scripts/rebuild-rollups.ts', ...process.argv.slice(2)],
  {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url },
  },
)
if (own?.adopted === false) await stopPostgres(postgres)
process.exitCode = status ?? 1
