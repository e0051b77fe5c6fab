import { readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @param {string} file @returns {any} null when there is no such file, or it is not whole */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * A suite that ran nothing, and a command that failed although every test passed (an unhandled error, a file that
 * could not be loaded), is one failure: silence is never success.
 * @param {Counts} counts
 * @param {number} code exit code of the command
 * @returns {Counts}
 */
function distrust(counts, code) {
  const ranNothing = counts.passed + counts.failed === 0
  const unexplained = code !== 0 && counts.failed === 0
  return ranNothing || unexplained ? { ...counts, failed: counts.failed + 1 } : counts
}

/**
 * @param {string} file report of vitest's JSON reporter
 * @param {number} code exit code of vitest
 * @returns {Counts} a file that could not be loaded counts as one failure
 */
export function countVitest(file, code) {
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  const skipped = report.numPendingTests + report.numTodoTests
  return distrust(
    { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length, skipped },
    code,
  )
}

/**
 * @param {string} file report of Playwright's JSON reporter
 * @param {number} code exit code of Playwright
 * @returns {Counts}
 */
export function countPlaywright(file, code) {
  const report = readReport(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, flaky, unexpected, skipped } = report.stats
  return distrust({ passed: expected + flaky, failed: unexpected, skipped }, code)
}
