/**
 * Loaded into the worker before anything else: when the parent dies, even by kill -9, the channel to it closes, and the
 * worker ends as on SIGTERM; after the grace time it ends anyway.
 */
const graceMs = 8000

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), graceMs).unref()
  process.kill(process.pid, 'SIGTERM')
})
process.channel?.unref()
