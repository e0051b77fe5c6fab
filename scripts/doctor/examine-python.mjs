import { runCommand } from '../process/run-command.mjs'
import { serverScriptArgs } from '../setup/prepare-python.mjs'

/** @typedef {import('./examine.mjs').Finding} Finding */

/**
 * @param {string} name
 * @param {string | null} version
 * @returns {Finding}
 */
function describeTool(name, version) {
  if (version !== null) return { name, state: 'ok', found: version }
  const hint = 'npm start tries to install it.'
  return { name, state: 'warning', found: 'none, the built-in runner is used', hint }
}

/** @param {any} toolchain of lib/python @returns {Finding[]} */
function describeToolchain(toolchain) {
  if ('reason' in toolchain) {
    const hint = 'Install Python 3.9 or newer, or set ASSAY_PYTHON to its path.'
    return [{ name: 'Python', state: 'missing', found: toolchain.reason, hint }]
  }
  return [
    { name: 'Python', state: 'ok', found: `${toolchain.version} (${toolchain.interpreter})` },
    describeTool('pytest', toolchain.pytestVersion),
    describeTool('coverage', toolchain.coverageVersion),
  ]
}

/** @param {any} sandbox report of lib/sandbox @returns {Finding} */
function describeSandbox({ mode, attacks, refusals }) {
  if (mode !== 'refuse')
    return { name: 'sandbox', state: 'ok', found: `${mode}, ${attacks.length} attacks blocked` }
  return {
    name: 'sandbox',
    state: 'warning',
    found: `none: ${refusals.map((refusal) => `${refusal.mode}: ${refusal.reason.split('\n')[0]}`).join('; ')}`,
    hint: 'Code is not executed. Install bubblewrap, or use a kernel with Landlock (5.13 or newer).',
  }
}

/** @returns {Promise<Finding[]>} Python, pytest, coverage and the sandbox; nothing is installed */
export async function examinePython() {
  const args = [...serverScriptArgs, 'scripts/prepare-python.ts', '--json']
  const { output } = await runCommand(process.execPath, args, { timeoutMs: 120_000 })
  const report = output.split('\n').find((line) => line.startsWith('{"toolchain"'))
  if (!report) {
    const found = `could not be examined: ${output.trim().slice(-300)}`
    return [{ name: 'Python', state: 'missing', found, hint: 'Run npm start, which prepares it.' }]
  }
  const { toolchain, sandbox } = JSON.parse(report)
  return [...describeToolchain(toolchain), describeSandbox(sandbox)]
}
