import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'

/** Kept from one run to the next: the lock, and the tool chain, which takes time to find or install. */
const kept = new Set(['lock', 'python'])

/** Data folder of the tests: ASSAY_TEST_DATA, default `.assay-test/` in the checkout. */
export const testFolder = path.resolve(projectRoot, process.env.ASSAY_TEST_DATA || '.assay-test')

/** Says that `npm test` runs. */
export const lockFolder = path.join(testFolder, 'lock')

/** @returns {string} the data folder, with nothing in it that an earlier run left */
export function emptyTestFolder() {
  mkdirSync(testFolder, { recursive: true, mode: 0o711 })
  for (const name of readdirSync(testFolder)) {
    if (!kept.has(name)) rmSync(path.join(testFolder, name), { recursive: true, force: true })
  }
  return testFolder
}
