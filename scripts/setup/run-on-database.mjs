import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { dataFolder, projectRoot } from '../data-folder.mjs'
import { startPostgres } from '../postgres/start-postgres.mjs'
import { stopPostgres } from '../postgres/stop-postgres.mjs'
import { keepSecrets } from './keep-secrets.mjs'
import { prepareDatabase } from './prepare-database.mjs'

/**
 * Runs a script of ours on DATABASE_URL, else on the Postgres of the data folder, which may be running or not, with the
 * arguments of this process; its exit code becomes ours.
 * @param {string} script like `scripts/rebuild-rollups.ts`
 */
export async function runOnDatabase(script) {
  const folder = dataFolder()
  keepSecrets(folder)
  const postgres = path.join(folder, 'postgres')
  const own = process.env.DATABASE_URL ? null : await startPostgres({ folder: postgres, database: 'assay' })
  const url = own?.url ?? String(process.env.DATABASE_URL)
  await prepareDatabase(url)
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--conditions=react-server', script, ...process.argv.slice(2)],
    {
      cwd: projectRoot,
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: url },
    },
  )
  if (own?.adopted === false) await stopPostgres(postgres)
  process.exitCode = status ?? 1
}
