import path from 'node:path'
import { findBinaries } from '../postgres/find-binaries.mjs'
import { runCommand } from '../process/run-command.mjs'
import { assertDatabaseUrl } from '../setup/assert-database-url.mjs'
import { SetupError } from '../setup-error.mjs'

/** @typedef {import('./examine.mjs').Finding} Finding */

/** @param {string} url @returns {Promise<Finding>} */
async function examineServer(url) {
  const { ping } = await import('../postgres/server-state.mjs')
  assertDatabaseUrl(url)
  const { host, pathname } = new URL(url)
  /** @type {NodeJS.ErrnoException | null} */
  const failure = await ping(url)
  if (!failure) return { name: 'Postgres', state: 'ok', found: `DATABASE_URL at ${host}${pathname} answers` }
  const hint = 'Check DATABASE_URL and that the server runs; unset it to use the embedded Postgres.'
  return {
    name: 'Postgres',
    state: 'missing',
    found: `${host}${pathname}: ${failure.message || failure.code}`,
    hint,
  }
}

/** @param {string} folder the data folder @returns {Promise<string>} */
async function describeRunning(folder) {
  const { isPostgres, readPidFile } = await import('../postgres/server-state.mjs')
  const held = readPidFile(path.join(folder, 'postgres/data'))
  return held && isPostgres(held.pid) ? `, runs on port ${held.port} (pid ${held.pid})` : ', not running'
}

/**
 * @param {string} folder the data folder
 * @returns {Promise<Finding>} the server of DATABASE_URL, else the binaries found here
 */
export async function examineDatabase(folder) {
  const url = process.env.DATABASE_URL
  try {
    if (url) return await examineServer(url)
    const { bin, packageRoot, origin } = findBinaries()
    const env = packageRoot ? { LD_LIBRARY_PATH: path.join(packageRoot, 'native/lib') } : {}
    const { code, output } = await runCommand(path.join(bin, 'postgres'), ['--version'], { env })
    const version = /\d[\d.]*/.exec(output)?.[0] ?? 'unknown version'
    // The carried binaries may lack links until the first start makes them.
    const found = `${origin}, ${code === 0 ? version : 'prepared at the first start'}${await describeRunning(folder)}`
    return { name: 'Postgres', state: 'ok', found }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    return { name: 'Postgres', state: 'missing', found: error.message, hint: error.hint }
  }
}
