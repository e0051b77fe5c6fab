import { runCommand } from '../process/run-command.mjs'
import { SetupError } from '../setup-error.mjs'

/** How a TypeScript script of the server side is run: aliases by tsx, `server-only` empty. */
export const serverScriptArgs = ['--conditions=react-server', '--import', 'tsx']

/**
 * Finds or installs the Python tool chain (interpreter, pytest, coverage, bubblewrap).
 * @returns {Promise<string>} what was found, for the progress line
 */
export async function preparePython() {
  const { code, output } = await runCommand(process.execPath, [
    ...serverScriptArgs,
    'scripts/prepare-python.ts',
  ])
  const lines = output.trim().split('\n')
  if (code !== 0) {
    throw new SetupError(
      `No usable Python (exit code ${code}):\n${output.trim().slice(-2000)}`,
      'Install Python 3.9 or newer, or set ASSAY_PYTHON to its path.',
    )
  }
  return lines.at(-1) || 'ready'
}
