/** A step that takes longer says every so often that it is alive. */
const reassureMs = 15_000

/** @param {number} began value of performance.now() */
export const secondsSince = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`

/**
 * Numbered progress lines; steps may overlap.
 * @param {number} total how many steps there will be
 */
export function createProgress(total) {
  let number = 0
  const say = (line) => process.stdout.write(`${line}\n`)
  return {
    say,
    /**
     * Runs one step; its line says what the work returns and how long it took.
     * @param {string} name
     * @param {(announce: (text: string) => void) => Promise<string> | string} work announce: a line of its own, for
     *   the beginning of something slow
     */
    async step(name, work) {
      const began = performance.now()
      const label = `[${++number}/${total}] ${name}`
      const reassure = setInterval(() => say(`${label}: still at it (${secondsSince(began)})`), reassureMs)
      try {
        const text = await work((line) => say(`${label}: ${line}`))
        say(`${label}: ${text} (${secondsSince(began)})`)
      } catch (error) {
        say(`${label}: FAILED (${secondsSince(began)})`)
        throw error
      } finally {
        clearInterval(reassure)
      }
    },
  }
}
