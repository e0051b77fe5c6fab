import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** @param {string} folder of the cluster */
const markIn = (folder) => path.join(folder, 'keep-running')

/** True when `dev-db` started the server: then `npm start` leaves it running when it ends. @param {string} folder */
export const isKeptRunning = (folder) => existsSync(markIn(folder))

/** @param {string} folder @param {boolean} kept */
export function setKeptRunning(folder, kept) {
  if (kept) writeFileSync(markIn(folder), '')
  else rmSync(markIn(folder), { force: true })
}
