import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive, startMark } from '../process/process-identity.mjs'

/** @typedef {{ pid: number, mark: string, url: string, startedAt: string }} Instance */

/** @param {string} folder the data folder */
const fileIn = (folder) => path.join(folder, 'instance.json')

/**
 * @param {string} folder the data folder
 * @returns {Instance | null} who runs on this data folder; null when nobody does, also when the file was left by a kill -9
 */
export function findInstance(folder) {
  try {
    const instance = JSON.parse(readFileSync(fileIn(folder), 'utf8'))
    return isAlive(instance.pid) && startMark(instance.pid) === instance.mark ? instance : null
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Says which process does something in a folder; whole or not at all.
 * @param {string} folder
 * @param {{ pid: number, url: string }} who
 */
export function writeInstance(folder, { pid, url }) {
  const draft = `${fileIn(folder)}.${pid}`
  const instance = { pid, mark: startMark(pid), url, startedAt: new Date().toISOString() }
  writeFileSync(draft, JSON.stringify(instance), { mode: 0o600 })
  renameSync(draft, fileIn(folder))
}

/**
 * Makes this process the one instance of a data folder until it ends. Of two that get here at once the later one wins.
 * @param {string} folder the data folder
 * @param {string} url where it will be reached
 * @returns {Instance | null} the other instance when there is one, null when we are it
 */
export function claimInstance(folder, url) {
  const other = findInstance(folder)
  if (other) return other
  writeInstance(folder, { pid: process.pid, url })
  const winner = findInstance(folder)
  if (winner && winner.pid !== process.pid) return winner
  process.on('exit', () => {
    if (findInstance(folder)?.pid === process.pid) rmSync(fileIn(folder), { force: true })
  })
  return null
}
