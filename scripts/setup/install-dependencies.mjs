import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../data-folder.mjs'
import { runCommand } from '../process/run-command.mjs'
import { waitUntil } from '../process/wait-until.mjs'
import { findInstance, writeInstance } from '../serve/instance-file.mjs'
import { SetupError } from '../setup-error.mjs'

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw error
  }
}

/** Says which process installs; `.assay-*` is ignored by git. */
const installFolder = path.join(projectRoot, '.assay-install')

/**
 * Compares the lock file with the list npm keeps in node_modules; npm writes that list last, so an installation that
 * was cut off counts as missing. Optional packages are for other platforms and may be absent.
 * @param {string} root
 * @returns {string[]} packages (paths) that are missing or have another version
 */
export function findMissingPackages(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const installed = readPackages(path.join(root, 'node_modules/.package-lock.json'))
  return Object.entries(wanted)
    .filter(
      ([place, { version, optional }]) => place !== '' && !optional && installed[place]?.version !== version,
    )
    .map(([place]) => place)
}

/**
 * Waits for an installation that another command runs, or that a killed one left: two would destroy each other's work.
 * @param {(text: string) => void} announce
 */
async function awaitOtherInstallation(announce) {
  const other = findInstance(installFolder)
  if (!other) return
  announce(`waiting for an installation that runs already (pid ${other.pid})`)
  await waitUntil(() => findInstance(installFolder) === null, { timeoutMs: 10 * 60_000, everyMs: 200 })
}

/** @returns {Promise<{ code: number, output: string }>} */
function runNpm() {
  mkdirSync(installFolder, { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--include=dev', '--loglevel=error']
  const onSpawn = (pid) => writeInstance(installFolder, { pid, url: 'npm ci' })
  return runCommand(npm, ['ci', ...flags], { onSpawn })
}

/**
 * Installs exactly what package-lock.json says, when node_modules does not hold it already.
 * @param {(text: string) => void} announce
 * @returns {Promise<string>} what was done, for the progress line
 */
export async function installDependencies(announce) {
  await awaitOtherInstallation(announce)
  const missing = findMissingPackages(projectRoot)
  if (missing.length === 0) return 'up to date'
  announce(`installing ${missing.length} packages with npm ci`)
  const { code, output } = await runNpm()
  rmSync(installFolder, { recursive: true, force: true })
  if (code !== 0) {
    throw new SetupError(
      `npm ci failed (exit code ${code}):\n${output.trim().slice(-2000)}`,
      'Check the network or the npm registry setting (npm config get registry), then start again.',
    )
  }
  return `${missing.length} packages installed`
}
