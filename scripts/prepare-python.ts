/**
 * Finds or installs the Python tool chain and bubblewrap, then tries the sandbox with real attacks.
 * Called by `npm start`, `npm test` and the doctor: `tsx --conditions=react-server scripts/prepare-python.ts`
 * `--json`: changes nothing, prints {"toolchain", "sandbox"} for the doctor · `--no-install`: only looks
 * Exit code 1 only when there is no usable Python at all.
 */
import { parseArgs } from 'node:util'
import type { PythonToolchain } from '@/lib/python/python-toolchain'
import { ensureToolchain } from '@/lib/python/toolchain'
import { chooseSandboxMode, type SandboxReport } from '@/lib/sandbox/choose-mode'

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, 'no-install': { type: 'boolean' } },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const quiet = flags.json === true

const toolchain = await ensureToolchain({
  install: !quiet && flags['no-install'] !== true,
  log: (line) => quiet || say(line),
})
if (quiet) {
  say(JSON.stringify({ toolchain, sandbox: await chooseSandboxMode() }))
} else if ('reason' in toolchain) {
  process.stderr.write(`${toolchain.reason}\n`)
} else {
  say(`${describeToolchain(toolchain)}; ${describeSandbox(await chooseSandboxMode())}`)
}
process.exit('reason' in toolchain ? 1 : 0)

function describeToolchain(found: PythonToolchain): string {
  const tools =
    found.pytestVersion !== null && found.coverageVersion !== null
      ? `pytest ${found.pytestVersion}, coverage ${found.coverageVersion}`
      : 'no pytest (tests run with the built-in runner)'
  return `Python ${found.version} (${found.interpreter}), ${tools}`
}

function describeSandbox(report: SandboxReport): string {
  if (report.mode === 'refuse') {
    return `sandbox: none, code will not be executed (${report.refusals.map(({ mode, reason }) => `${mode}: ${reason.split('\n')[0]}`).join('; ')})`
  }
  return `sandbox: ${report.mode}, ${report.attacks.length} attacks blocked`
}
