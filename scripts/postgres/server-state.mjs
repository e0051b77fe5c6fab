import { readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { commandLine, isAlive } from '../process/process-identity.mjs'

/** A server writes its pid file right after making it; one that stays empty is what a crash left. */
const emptyForMs = 2000

/**
 * @param {string} data
 * @returns {{ pid: number, port: number } | null} what postmaster.pid says; it may be stale
 */
export function readPidFile(data) {
  const file = path.join(data, 'postmaster.pid')
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    if (lines.length > 3) return { pid: Number(lines[0]), port: Number(lines[3]) }
    if (Date.now() - statSync(file).mtimeMs > emptyForMs) rmSync(file, { force: true })
    return null
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * A pid file outlives a killed server, and its pid may by now belong to another program.
 * @param {number} pid
 */
export const isPostgres = (pid) => isAlive(pid) && /\bpostgres\b/.test(commandLine(pid))

/**
 * Whether a server accepts our password and answers.
 * @param {string} url
 * @returns {Promise<Error | null>} null when it answers, else why not
 */
export async function ping(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.query('select 1')
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    await client.end().catch(() => {})
  }
}
