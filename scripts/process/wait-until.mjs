/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Asks until the answer is yes or the time is over.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {{ timeoutMs: number, everyMs?: number }} limits
 * @returns {Promise<boolean>} whether the condition held in time
 */
export async function waitUntil(condition, { timeoutMs, everyMs = 25 }) {
  const deadline = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > deadline) return false
    await sleep(everyMs)
  }
  return true
}
