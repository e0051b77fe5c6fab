import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { countPlaywright, countVitest } from './count-results.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-counts-'))
let number = 0

/** @param {unknown} report */
function write(report) {
  const file = path.join(folder, `${++number}.json`)
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report))
  return file
}
const vitest = (over) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
  ...over,
})
const playwright = (over) => ({ stats: { expected: 2, flaky: 0, unexpected: 0, skipped: 0, ...over } })

it('counts what vitest reports', () => {
  expect(countVitest(write(vitest({ numFailedTests: 2 })), 1)).toEqual({ passed: 3, failed: 2, skipped: 1 })
})

it('counts a file that could not be loaded', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }]
  expect(countVitest(write(vitest({ testResults })), 1).failed).toBe(1)
})

it('counts a failing exit code that no test explains', () => {
  expect(countVitest(write(vitest({})), 1).failed).toBe(1)
  expect(countPlaywright(write(playwright({})), 1).failed).toBe(1)
})

it('counts a suite that ran nothing as failed', () => {
  expect(countVitest(write(vitest({ numPassedTests: 0 })), 0)).toMatchObject({ passed: 0, failed: 1 })
  expect(countPlaywright(write(playwright({ expected: 0, skipped: 4 })), 0)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 4,
  })
})

it.each(['', '{"stats":'])('counts a report that is missing or cut off as failed (%j)', (text) => {
  expect(countVitest(write(text), 0).failed).toBe(1)
  expect(countPlaywright(path.join(folder, 'none.json'), 0).failed).toBe(1)
})

it('counts what Playwright reports; a test that passed at its second try passed', () => {
  expect(countPlaywright(write(playwright({ flaky: 1, unexpected: 3 })), 1)).toEqual({
    passed: 3,
    failed: 3,
    skipped: 0,
  })
})
