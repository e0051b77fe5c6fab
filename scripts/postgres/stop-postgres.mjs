import path from 'node:path'
import { waitUntil } from '../process/wait-until.mjs'
import { isPostgres, readPidFile } from './server-state.mjs'

/**
 * Stops the server of a folder: "fast" (clients are cut off, nothing is lost), after the timeout "immediate".
 * @param {string} folder @param {{ timeoutMs?: number }} [limits]
 * @returns {Promise<boolean>} false when none was running
 */
export async function stopPostgres(folder, { timeoutMs = 5000 } = {}) {
  const held = readPidFile(path.join(folder, 'data'))
  if (!held || !isPostgres(held.pid)) return false
  const gone = () => !isPostgres(held.pid)
  process.kill(held.pid, 'SIGINT')
  if (await waitUntil(gone, { timeoutMs })) return true
  process.kill(held.pid, 'SIGQUIT')
  await waitUntil(gone, { timeoutMs: 2000 })
  return true
}
