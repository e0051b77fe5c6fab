import { runCommand } from '../process/run-command.mjs'
import { serverScriptArgs } from '../setup/prepare-python.mjs'

/** @typedef {import('./examine.mjs').Finding} Finding */

/** @param {any} toolchain of lib/python @returns {Finding[]} */
function describeToolchain(toolchain) {
  if ('reason' in toolchain) {
    const hint = 'Install Python 3.9 or newer, or set ASSAY_PYTHON to its path.'
    return [{ name: 'Python', state: 'missing', found: toolchain.reason, hint }]
  }
  const python = { name: 'Python', state: 'ok', found: `${toolchain.version} (${toolchain.interpreter})` }
  const tools = Object.entries({ pytest: toolchain.pytestVersion, coverage: toolchain.coverageVersion })
  return [
    python,
    ...tools.map(([name, version]) =>
      version !== null
        ? { name, state: 'ok', found: version }
        : {
            name,
            state: 'warning',
            found: 'none, the built-in runner is used',
            hint: 'npm start tries to install it.',
          },
    ),
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
