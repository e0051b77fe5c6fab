import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { isAlive } from '../process/process-identity.mjs'
import { waitUntil } from '../process/wait-until.mjs'
import { superviseWorker } from './supervise-worker.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-worker-'))
let number = 0

/** A worker that appends its pid to a file. @param {string} onTerm what it does on SIGTERM */
function writeWorker(onTerm) {
  const pids = path.join(folder, `${++number}.pids`)
  const entry = path.join(folder, `${number}.ts`)
  writeFileSync(
    entry,
    `import { appendFileSync } from 'node:fs'
    appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n')
    process.on('SIGTERM', () => { ${onTerm} })
    setInterval(() => {}, 1000)`,
  )
  const read = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [])
  const started = (count) => waitUntil(() => read().length === count, { timeoutMs: 10_000 })
  return { entry, read, started }
}

it('starts a worker again that was killed, and lets it drain at the end', async () => {
  const drained = path.join(folder, 'drained')
  const worker = writeWorker(`appendFileSync(${JSON.stringify(drained)}, 'x'); process.exit(0)`)
  const lines = []
  const supervisor = superviseWorker({ entry: worker.entry, say: (line) => lines.push(line) })
  expect(await worker.started(1)).toBe(true)
  process.kill(worker.read()[0], 'SIGKILL')
  expect(await worker.started(2)).toBe(true)
  expect(lines).toEqual(['The worker ended (SIGKILL); it starts again in 1 s.'])
  await supervisor.stop()
  expect(readFileSync(drained, 'utf8')).toBe('x')
  expect(worker.read().some(isAlive)).toBe(false)
  expect(lines).toHaveLength(1)
})

it('leaves no worker behind when the parent is killed', async () => {
  const worker = writeWorker('process.exit(0)')
  const code = `import { superviseWorker } from ${JSON.stringify(path.resolve('scripts/serve/supervise-worker.mjs'))}
    superviseWorker({ entry: ${JSON.stringify(worker.entry)}, say: () => {} })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
  expect(await worker.started(1)).toBe(true)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  expect(await waitUntil(() => !worker.read().some(isAlive), { timeoutMs: 5000 })).toBe(true)
})
