import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '../setup-error.mjs'

/**
 * @param {string} file
 * @param {(path: string) => void} own
 * @returns {string} the superuser's password, made once
 */
export function keepPassword(file, own) {
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
    own(file)
  }
  return readFileSync(file, 'utf8').trim()
}

/**
 * Runs initdb into a temporary name: only a complete cluster ever gets the name `data`.
 * @param {{ bin: string, folder: string, data: string, passwordFile: string, env: NodeJS.ProcessEnv,
 *   user: import('./choose-user.mjs').PostgresUser, throwaway: boolean }} options
 */
export function createCluster({ bin, folder, data, passwordFile, env, user, throwaway }) {
  const unfinished = path.join(folder, `unfinished-${process.pid}`)
  rmSync(unfinished, { recursive: true, force: true })
  const args = ['-D', unfinished, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  args.push('-E', 'UTF8', '--locale=C', '--no-instructions', ...(throwaway ? ['--no-sync'] : []))
  const run = user.wrap(path.join(bin, 'initdb'), args)
  const { status, stderr, error } = spawnSync(run.command, run.args, { ...run.ids, env, encoding: 'utf8' })
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    const why = (stderr || error?.message || '').trim()
    throw new SetupError(
      `initdb could not make a database in ${folder}: ${why}`,
      'Check the free disk space and who owns the folder, or set DATABASE_URL to a running server.',
    )
  }
  renameSync(unfinished, data)
}

/**
 * Refuses a cluster of another major version before the server does so less clearly.
 * @param {{ bin: string, data: string, env: NodeJS.ProcessEnv, user: import('./choose-user.mjs').PostgresUser }} options
 */
export function assertSameVersion({ bin, data, env, user }) {
  const made = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  const run = user.wrap(path.join(bin, 'postgres'), ['--version'])
  const { stdout, stderr, error } = spawnSync(run.command, run.args, { ...run.ids, env, encoding: 'utf8' })
  const have = /(\d+)/.exec(stdout ?? '')?.[1]
  if (have === undefined) {
    throw new SetupError(
      `The Postgres server in ${bin} does not run: ${(stderr || error?.message || '').trim()}`,
      'Set PG_BIN_DIR to a working Postgres, or DATABASE_URL to a running one.',
    )
  }
  if (have !== made) {
    throw new SetupError(
      `${data} was made by Postgres ${made}, and the server found here is Postgres ${have}.`,
      `Set PG_BIN_DIR to the bin folder of Postgres ${made}; or dump it with that version and restore; or move the folder away to begin empty.`,
    )
  }
}
