import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isAlive } from '../process/process-identity.mjs'
import { waitUntil } from '../process/wait-until.mjs'
import { startPostgres } from './start-postgres.mjs'
import { stopPostgres } from './stop-postgres.mjs'
import { watchPostgres } from './watch-postgres.mjs'

// One real cluster; the tests follow each other as a server's life does.
const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-postgres-'))
const pidFile = path.join(folder, 'data/postmaster.pid')
const start = () => startPostgres({ folder, database: 'assay', throwaway: true })

/** @param {string} url @param {string} sql */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** @param {number} pid */
async function kill(pid) {
  process.kill(pid, 'SIGKILL')
  await waitUntil(() => !isAlive(pid), { timeoutMs: 5000 })
}

let server
beforeAll(async () => {
  server = await start()
  // A throw-away server may lose the last moments; this table is written through, as a real one's are.
  await query(server.url, 'SET synchronous_commit = on; CREATE TABLE kept AS SELECT 42 AS answer')
})
afterAll(async () => {
  await stopPostgres(folder)
  rmSync(folder, { recursive: true, force: true })
})

it('listens on this machine only, and asks for a password nobody else can read', async () => {
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  expect(await query(server.url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
  const wrong = server.url.replace(/:[^:@]+@/, ':wrong@')
  await expect(query(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed')
  expect(statSync(path.join(folder, 'password')).mode & 0o777).toBe(0o600)
})

it('is adopted by a second start', async () => {
  expect(await start()).toEqual({ ...server, adopted: true })
})

it('comes back with its data, where it was, after a kill -9', async () => {
  await kill(server.pid)
  expect(existsSync(pidFile)).toBe(true)
  const again = await start()
  expect(again).toMatchObject({ adopted: false, port: server.port })
  expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  server = again
})

it('is started again when it ends while it is watched', async () => {
  const said = []
  const watched = { folder, database: 'assay', throwaway: true, pid: server.pid, port: server.port }
  const stopWatching = watchPostgres({ ...watched, everyMs: 50, say: (line) => said.push(line) })
  await kill(server.pid)
  await waitUntil(() => said.length > 0, { timeoutMs: 15_000 })
  expect(said).toEqual([`The database had ended and runs again on port ${server.port}.`])
  expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  await stopWatching()
  server = await start()
  expect(server.adopted).toBe(true)
})

it('is not mistaken for another program that has its pid by now', async () => {
  await kill(server.pid)
  const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n')
  writeFileSync(pidFile, [process.pid, ...rest].join('\n'))
  server = await start()
  expect(server.adopted).toBe(false)
  expect(server.pid).not.toBe(process.pid)
})

it('starts over a pid file that a crash left empty', async () => {
  await stopPostgres(folder)
  writeFileSync(pidFile, '')
  utimesSync(pidFile, new Date(0), new Date(0))
  server = await start()
  expect(server.adopted).toBe(false)
})

it('is one server for two that start it at once', async () => {
  await stopPostgres(folder)
  expect(existsSync(pidFile)).toBe(false)
  const [one, two] = await Promise.all([start(), start()])
  expect(one.pid).toBe(two.pid)
  expect([one.adopted, two.adopted].sort()).toEqual([false, true])
  server = one
})

it('ends within its time although a client is connected, and says when none ran', async () => {
  const client = new pg.Client({ connectionString: server.url })
  client.on('error', () => {}) // the server cuts it off
  await client.connect()
  expect(await stopPostgres(folder)).toBe(true)
  expect(isAlive(server.pid)).toBe(false)
  expect(await stopPostgres(folder)).toBe(false)
})

it('refuses a cluster of another major version, with what to do', async () => {
  const file = path.join(folder, 'data/PG_VERSION')
  const version = readFileSync(file, 'utf8')
  writeFileSync(file, '9\n')
  const error = await start().catch((thrown) => thrown)
  expect(error.message).toContain('was made by Postgres 9')
  expect(error.hint).toContain('PG_BIN_DIR')
  writeFileSync(file, version)
})
