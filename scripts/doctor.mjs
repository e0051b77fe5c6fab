/** `npm run doctor`: says what was found and what to do about the rest. `--json` for programs. Installs nothing. */
import { parseArgs } from 'node:util'
import { dataFolderPath } from './data-folder.mjs'
import { examine } from './doctor/examine.mjs'
import { describeError } from './setup-error.mjs'

const { values: flags } = parseArgs({ options: { json: { type: 'boolean' } } })
const marks = { ok: 'ok     ', warning: 'warning', missing: 'MISSING' }

/** @param {import('./doctor/examine.mjs').Finding[]} findings */
function print(findings) {
  for (const { name, state, found, hint } of findings) {
    process.stdout.write(`${marks[state]}  ${name.padEnd(12)} ${found}\n`)
    if (hint && state !== 'ok') process.stdout.write(`${' '.repeat(22)}→ ${hint}\n`)
  }
}

try {
  const findings = await examine(dataFolderPath())
  const healthy = findings.every(({ state }) => state !== 'missing')
  if (flags.json) process.stdout.write(`${JSON.stringify({ healthy, findings }, null, 2)}\n`)
  else print(findings)
  process.exitCode = healthy ? 0 : 1
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = 1
}
