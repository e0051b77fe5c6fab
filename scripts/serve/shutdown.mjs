const hardLimitMs = 9500

/**
 * What must be stopped, in the reverse of the order it was started. Runs on SIGINT, SIGTERM or SIGHUP and ends the
 * process, at the latest after 9.5 s; a second signal ends it at once.
 * @param {(line: string) => void} say
 */
export function createShutdown(say) {
  const stops = []
  let stopping = false

  /** @param {number} exitCode */
  async function end(exitCode) {
    if (stopping) return
    stopping = true
    // Connections that break while the database goes down are no news now.
    process.on('uncaughtException', () => {})
    process.on('unhandledRejection', () => {})
    setTimeout(() => process.exit(1), hardLimitMs)
    for (const stop of stops.reverse()) {
      await stop().catch((error) => say(`Stopping failed: ${error instanceof Error ? error.message : error}`))
    }
    process.exit(exitCode)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      say('Stopping …')
      void end(0)
    })
  }
  return {
    /** @param {() => Promise<unknown>} stop called once */
    add: (stop) => void stops.push(stop),
    end,
  }
}
