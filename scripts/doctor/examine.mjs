import { accessSync, constants, existsSync } from 'node:fs'
import { projectRoot } from '../data-folder.mjs'
import { runCommand } from '../process/run-command.mjs'
import { findInstance } from '../serve/instance-file.mjs'
import { isNewEnough } from '../setup/check-node.mjs'
import { findMissingPackages } from '../setup/install-dependencies.mjs'
import { findBrowser } from '../setup/prepare-browser.mjs'
import { examineDatabase } from './examine-database.mjs'
import { examinePython } from './examine-python.mjs'

/**
 * missing: Assay cannot run without it; warning: a part of Assay cannot.
 * @typedef {{ name: string, state: 'ok' | 'warning' | 'missing', found: string, hint?: string }} Finding
 */

/** @returns {Finding} */
function examineNode() {
  const found = process.versions.node
  if (isNewEnough(found)) return { name: 'Node', state: 'ok', found }
  return { name: 'Node', state: 'missing', found, hint: 'Install Node 20.19 or newer.' }
}

/** @returns {Finding} */
function examinePackages() {
  const count = findMissingPackages(projectRoot).length
  if (count === 0) return { name: 'packages', state: 'ok', found: 'as package-lock.json says' }
  return {
    name: 'packages',
    state: 'missing',
    found: `${count} missing or of another version`,
    hint: 'npm start installs them (npm ci).',
  }
}

/** @returns {Promise<Finding>} */
async function examineGit() {
  const { code, output } = await runCommand('git', ['--version'])
  if (code === 0) return { name: 'git', state: 'ok', found: output.trim().replace('git version ', '') }
  return { name: 'git', state: 'warning', found: 'none', hint: 'Install git to add projects by URL.' }
}

/** @returns {Promise<Finding>} */
async function examineBrowser() {
  const browser = await findBrowser()
  if (browser) return { name: 'browser', state: 'ok', found: `${browser.path} (for the tests only)` }
  return {
    name: 'browser',
    state: 'warning',
    found: 'none',
    hint: 'npm test installs one; or set CHROMIUM_PATH.',
  }
}

/** @returns {Finding} what the environment says; teams may enter a key of their own */
function examineProvider() {
  const base = process.env.ANTHROPIC_BASE_URL
  const place = base ? ` at ${URL.canParse(base) ? new URL(base).origin : 'an unreadable URL'}` : ''
  if (process.env.ANTHROPIC_API_KEY)
    return { name: 'provider', state: 'ok', found: `ANTHROPIC_API_KEY is set${place}` }
  if (base) return { name: 'provider', state: 'ok', found: `ANTHROPIC_BASE_URL${place}, no key` }
  return {
    name: 'provider',
    state: 'warning',
    found: 'none: outputs come from templates',
    hint: 'Set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL for a compatible server.',
  }
}

/** @param {string} folder @returns {Finding} */
function examineDataFolder(folder) {
  const name = 'data folder'
  if (!existsSync(folder)) return { name, state: 'ok', found: `${folder} (made at the first start)` }
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    return {
      name,
      state: 'missing',
      found: `${folder} cannot be written`,
      hint: 'Set ASSAY_DATA to a folder of your own.',
    }
  }
  const instance = findInstance(folder)
  return {
    name,
    state: 'ok',
    found: `${folder}, ${instance ? `in use: ${instance.url} (pid ${instance.pid})` : 'not in use'}`,
  }
}

/**
 * Looks at everything Assay needs, and changes nothing.
 * @param {string} folder the data folder; it may not exist yet
 * @returns {Promise<Finding[]>}
 */
export async function examine(folder) {
  const packages = examinePackages()
  // What reads Postgres, Python or the browser is made of packages itself.
  const withPackages =
    packages.state === 'ok'
      ? await Promise.all([examineDatabase(folder), examinePython(), examineBrowser()])
      : []
  return [
    examineNode(),
    packages,
    ...withPackages.flat(),
    await examineGit(),
    examineProvider(),
    examineDataFolder(folder),
  ]
}
