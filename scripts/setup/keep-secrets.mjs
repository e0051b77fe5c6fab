import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '../setup-error.mjs'

/** Environment variable → file in the data folder. Both are 32 random bytes in base64. */
const secretFiles = { BETTER_AUTH_SECRET: 'auth-secret', ASSAY_SECRET_KEY: 'secret-key' }

/** @param {string} file @returns {string} made on first use; of two processes that make it at once, one wins */
function readOrCreate(file) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('base64'), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= 32) return secret
  throw new SetupError(
    `${file} is damaged: a secret of 32 bytes is expected in it.`,
    'Restore it from a backup, or delete it: everyone signs in again and stored provider keys must be entered anew.',
  )
}

/**
 * Sets the secrets the environment does not give, from files that only we may read.
 * @param {string} folder the data folder
 */
export function keepSecrets(folder) {
  for (const [variable, file] of Object.entries(secretFiles)) {
    process.env[variable] ||= readOrCreate(path.join(folder, file))
  }
}
