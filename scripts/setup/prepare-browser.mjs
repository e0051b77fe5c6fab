import { runCommand } from '../process/run-command.mjs'
import { SetupError } from '../setup-error.mjs'

const aptOptions = [
  '-o',
  'Acquire::http::Timeout=15',
  '-o',
  'Acquire::Retries=1',
  '-o',
  'DPkg::Lock::Timeout=60',
]
const aptTimeoutMs = 240_000

/** @returns {Promise<{ path: string, system: boolean } | null>} null when there is none */
export async function findBrowser() {
  const { code, output } = await runCommand(process.execPath, ['--import', 'tsx', 'scripts/print-browser.ts'])
  return code === 0 ? JSON.parse(output.slice(output.lastIndexOf('{'))) : null
}

/** @returns {Promise<boolean>} whether Debian's chromium could be installed */
async function installFromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => runCommand('apt-get', [...aptOptions, ...args], { env, timeoutMs: aptTimeoutMs })
  const install = () => apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  if ((await install()).code === 0) return true
  return (await apt('update', '-qq')).code === 0 && (await install()).code === 0
}

/**
 * Makes sure there is a browser and puts its path into CHROMIUM_PATH.
 * @param {(text: string) => void} announce
 * @returns {Promise<string>} which one, for the progress line
 */
export async function prepareBrowser(announce) {
  let found = await findBrowser()
  if (!found?.system && process.getuid?.() === 0) {
    announce('installing chromium with apt-get')
    if (await installFromDebian()) found = await findBrowser()
  }
  if (!found) {
    throw new SetupError('No browser for the end-to-end tests.', 'Install Chromium or set CHROMIUM_PATH.')
  }
  process.env.CHROMIUM_PATH = found.path
  return found.path
}
