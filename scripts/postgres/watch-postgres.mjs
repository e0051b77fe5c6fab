import { isPostgres } from './server-state.mjs'
import { startPostgres } from './start-postgres.mjs'

/**
 * Starts the server of a folder again whenever it has ended: on its port, where pools and listeners find it again.
 * @param {{ folder: string, database: string, throwaway?: boolean, pid: number, port: number, say: (line: string) => void,
 *   everyMs?: number }} options pid, port: of the server that runs
 * @returns {() => Promise<void>} ends the watch; to be called before the server is stopped
 */
export function watchPostgres({ folder, database, throwaway, pid, port, say, everyMs = 500 }) {
  let present = pid
  /** @type {Promise<void> | null} */
  let starting = null

  async function look() {
    if (isPostgres(present)) return
    const again = await startPostgres({ folder, database, throwaway })
    present = again.pid
    if (again.port === port) say(`The database had ended and runs again on port ${port}.`)
    else say(`The database had ended. Its port ${port} is taken by another program: start Assay again.`)
  }

  const timer = setInterval(() => {
    starting ??= look()
      .catch((error) => say(`The database has ended and does not start: ${error.message}`))
      .finally(() => {
        starting = null
      })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await starting
  }
}
