import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { freePort } from '../process/free-port.mjs'
import { isAlive } from '../process/process-identity.mjs'
import { sleep } from '../process/wait-until.mjs'
import { SetupError } from '../setup-error.mjs'
import { chooseUser } from './choose-user.mjs'
import { assertSameVersion, createCluster, keepPassword } from './create-cluster.mjs'
import { findBinaries } from './find-binaries.mjs'
import { linkLibraries } from './link-libraries.mjs'
import { isPostgres, ping, readPidFile } from './server-state.mjs'

const startTimeoutMs = 60_000
const commonSettings = ['max_connections=100', 'shared_buffers=64MB']
/** A test database may lose everything in a power cut. */
const throwawaySettings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

/**
 * @typedef {{ folder: string, data: string, logFile: string, bin: string, env: NodeJS.ProcessEnv,
 *   user: import('./choose-user.mjs').PostgresUser, settings: string[], urlOf: (port: number, database: string) => string }} Cluster
 * @typedef {{ url: string, pid: number, port: number, origin: string, adopted: boolean }} RunningPostgres
 */

/**
 * Makes the cluster when there is none.
 * @param {string} folder
 * @param {boolean} throwaway
 * @param {ReturnType<typeof findBinaries>} found
 * @returns {Cluster}
 */
function openCluster(folder, throwaway, found) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const data = path.join(folder, 'data')
  const links = found.packageRoot ? linkLibraries(found.packageRoot, folder) : {}
  // Nothing else of our environment: the server has no business with provider keys.
  const env = {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    ...links,
  }
  const user = chooseUser({ bin: found.bin, folder, data, env })
  user.own(folder)
  const passwordFile = path.join(folder, 'password')
  const password = keepPassword(passwordFile, user.own)
  const place = { bin: found.bin, folder, data, env, user }
  if (!existsSync(path.join(data, 'PG_VERSION'))) createCluster({ ...place, passwordFile, throwaway })
  assertSameVersion(place)
  const settings = throwaway ? [...commonSettings, ...throwawaySettings] : commonSettings
  const urlOf = (port, database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  return { ...place, logFile: path.join(folder, 'postgres.log'), settings, urlOf }
}

/**
 * Removes a pid file that would keep the server from starting: one whose pid belongs to another program by now. Where
 * that pid is dead the server sees to it itself, without a race.
 * @param {Cluster} cluster
 * @param {number} pid
 */
function dropForeignPidFile(cluster, pid) {
  if (isAlive(pid)) rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true })
}

/**
 * Takes over the server that a killed run left behind; waits for one that is starting up or shutting down.
 * @param {Cluster} cluster
 * @param {number} deadline
 * @returns {Promise<{ pid: number, port: number } | null>} null when no server holds the data folder
 */
async function adopt(cluster, deadline) {
  for (;;) {
    const held = readPidFile(cluster.data)
    if (!held) return null
    if (!isPostgres(held.pid)) {
      dropForeignPidFile(cluster, held.pid)
      return null
    }
    const failure = await ping(cluster.urlOf(held.port, 'postgres'))
    if (!failure) return held
    if (Date.now() > deadline) {
      throw new SetupError(
        `Postgres (pid ${held.pid}) holds ${cluster.data} but does not answer: ${failure.message}`,
        `Read ${cluster.logFile}; stop that process when it hangs.`,
      )
    }
    await sleep(100)
  }
}

/** @param {Cluster} cluster */
const portFile = (cluster) => path.join(cluster.folder, 'port')

/**
 * A server that comes back on its port is found by whoever knew its address.
 * @param {Cluster} cluster
 * @returns {number} 0: it never ran
 */
function lastPort(cluster) {
  const file = portFile(cluster)
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0
}

/**
 * @param {Cluster} cluster
 * @param {number} port
 * @returns {{ pid: number | undefined, ended: () => boolean }}
 */
function spawnServer(cluster, port) {
  const settings = cluster.settings.flatMap((setting) => ['-c', setting])
  const args = ['-D', cluster.data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings]
  const run = cluster.user.wrap(path.join(cluster.bin, 'postgres'), args)
  const log = openSync(cluster.logFile, 'a', 0o600)
  const child = spawn(run.command, run.args, {
    ...run.ids,
    env: cluster.env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended = false
  child
    .on('exit', () => {
      ended = true
    })
    .on('error', () => {
      ended = true
    })
  child.unref()
  return { pid: child.pid, ended: () => ended }
}

/**
 * @param {Cluster} cluster
 * @param {number} deadline
 * @returns {Promise<{ pid: number, port: number } | null>} null: try again
 */
async function launch(cluster, deadline) {
  const port = await freePort(lastPort(cluster))
  const { pid, ended } = spawnServer(cluster, port)
  while (!ended() && (await ping(cluster.urlOf(port, 'postgres')))) {
    if (Date.now() > deadline) break
    await sleep(25)
  }
  if (pid !== undefined && !ended() && Date.now() <= deadline) {
    writeFileSync(portFile(cluster), String(port))
    return { pid, port }
  }
  const log = readFileSync(cluster.logFile, 'utf8').slice(-2000)
  // Children of a killed postmaster hold its shared memory for a moment; another start may have won the race.
  if (
    Date.now() <= deadline &&
    /still in use|already exists|Address already in use|lock file .* is empty/.test(log)
  )
    return null
  throw new SetupError(
    `Postgres did not start; the end of ${cluster.logFile}:\n${log.trim()}`,
    'Fix what the log says, or set DATABASE_URL to a running server.',
  )
}

/** @param {string} adminUrl @param {string} database */
async function createDatabase(adminUrl, database) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (!rowCount) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}

/**
 * Starts (or adopts) the Postgres server of a folder: listens on 127.0.0.1 only, with a random password.
 * It outlives this process until stopPostgres, and comes back on its port where that is free.
 * @param {{ folder: string, database: string, throwaway?: boolean }} options throwaway: faster, not durable
 * @returns {Promise<RunningPostgres>}
 */
export async function startPostgres({ folder, database, throwaway = false }) {
  const found = findBinaries()
  const cluster = openCluster(path.resolve(folder), throwaway, found)
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    const adopted = await adopt(cluster, deadline)
    const server = adopted ?? (await launch(cluster, deadline))
    if (server) {
      await createDatabase(cluster.urlOf(server.port, 'postgres'), database)
      return {
        ...server,
        url: cluster.urlOf(server.port, database),
        origin: found.origin,
        adopted: adopted !== null,
      }
    }
    await sleep(200)
  }
}
