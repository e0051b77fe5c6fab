import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { commandLine, isAlive } from '../process/process-identity.mjs'

/**
 * @param {string} data
 * @returns {{ pid: number, port: number } | null} what postmaster.pid says; it may be stale
 */
export function readPidFile(data) {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]) }
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
