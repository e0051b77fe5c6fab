import { createInterface } from 'node:readline'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'

/**
 * Started by lint-sources.ts: reads {select, source} as lines of JSON, answers {value: {version, diagnostics}}. WebAssembly that
 * failed once is not to be trusted any more: after an error it ends.
 */

/** @type {{ select: string, workspace: Workspace } | undefined} */
let kept

/** @param {string[]} select */
function workspaceFor(select) {
  const key = select.join()
  if (kept?.select !== key) {
    const options = { 'target-version': 'py313', lint: { select, preview: false } }
    kept = { select: key, workspace: new Workspace(options, PositionEncoding.Utf32) }
  }
  return kept.workspace
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { select, source } = JSON.parse(line)
    const diagnostics = workspaceFor(select).check(source)
    process.stdout.write(`${JSON.stringify({ value: { version: Workspace.version(), diagnostics } })}\n`)
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error).slice(0, 300) })}\n`)
    break
  }
}
process.exit()
