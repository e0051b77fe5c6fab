const hardLimitMs = 9500

/**
 * What must be stopped, in the reverse of the order it was started. On SIGINT, SIGTERM or SIGHUP it is stopped and the
 * process ends, at the latest after 9.5 s; a second signal ends it at once.
 * @param {(line: string) => void} say
 * @param {number} [signalExitCode] exit code after a signal
 */
export function createShutdown(say, signalExitCode = 0) {
  const stops = []
  let ending = false

  async function stop() {
    for (const each of stops.splice(0).reverse()) {
      await each().catch((error) => say(`Stopping failed: ${error instanceof Error ? error.message : error}`))
    }
  }

  /** @param {number} exitCode */
  async function end(exitCode) {
    if (ending) return
    ending = true
    // Connections that break while the database goes down are no news now.
    process.on('uncaughtException', () => {})
    process.on('unhandledRejection', () => {})
    setTimeout(() => process.exit(1), hardLimitMs)
    await stop()
    process.exit(exitCode)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (ending) process.exit(1)
      say('Stopping …')
      void end(signalExitCode)
    })
  }
  return {
    /** @param {() => Promise<unknown>} each called once */
    add: (each) => void stops.push(each),
    /** Stops everything and lets the process go on. */
    stop,
    end,
  }
}
