import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { keepTool } from './keep-tool'
import { startTool } from './start-tool'

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-tool-'))
const script = path.join(folder, 'tool.mjs')
writeFileSync(
  script,
  `import { createInterface } from 'node:readline'
import { readFileSync, writeFileSync } from 'node:fs'
const attempts = {
  read: () => readFileSync('/etc/hostname', 'utf8'),
  write: () => writeFileSync(new URL('written', import.meta.url), ''),
  run: async () => (await import('node:child_process')).execFileSync('true'),
  environment: () => Object.keys(process.env).filter((name) => name !== 'NODE_CHANNEL_FD'),
  die: () => process.exit(1),
  hang: () => new Promise(() => {}),
  pid: () => process.pid,
  babble: () => process.stdout.write('nonsense\\n'),
}
for await (const line of createInterface({ input: process.stdin })) {
  let value
  try { value = await attempts[JSON.parse(line)]() } catch (error) { value = error.code }
  process.stdout.write(JSON.stringify({ value }) + '\\n')
}
`,
)
const tool = keepTool(() => startTool({ script, nodeFlags: [], readFolders: [folder] }), {
  idleMs: 60_000,
  startMs: 10_000,
})
const ask = (what: string, deadlineMs = 10_000, signal?: AbortSignal) => tool.ask(what, deadlineMs, signal)

afterAll(() => {
  tool.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('reads nothing else, writes nothing, starts nothing and sees no environment', async () => {
  expect(await ask('read')).toEqual({ ok: true, value: 'ERR_ACCESS_DENIED' })
  expect(await ask('write')).toEqual({ ok: true, value: 'ERR_ACCESS_DENIED' })
  expect(await ask('run')).toEqual({ ok: true, value: 'ERR_ACCESS_DENIED' })
  expect(await ask('environment')).toEqual({ ok: true, value: [] })
})

it('stays warm, and answers in order', async () => {
  const [first, second] = await Promise.all([ask('pid'), ask('pid')])
  expect(first).toEqual(second)
  expect(await ask('pid')).toEqual(first)
})

it.each([
  ['die', 'ended without an answer'],
  ['hang', 'took longer than 0.5 s'],
  ['babble', 'answered with what is no answer'],
])('is started again after %s', async (what, why) => {
  const before = await ask('pid')
  expect(await ask(what, 500)).toEqual({ ok: false, why })
  const after = await ask('pid')
  expect(after.ok).toBe(true)
  expect(after).not.toEqual(before)
})

it('ends what is cancelled', async () => {
  const cancel = new AbortController()
  setTimeout(() => cancel.abort(), 100)
  expect(await ask('hang', 10_000, cancel.signal)).toEqual({ ok: false, why: 'was cancelled' })
  expect((await ask('pid')).ok).toBe(true)
})

it('asks a fresh process what the old one did not answer because its time was up', async () => {
  const lifeMs = 500
  const old = path.join(folder, 'old.mjs')
  const ageing = `setTimeout(() => process.exit(0), ${lifeMs + 100})\n`
  writeFileSync(old, `${ageing}${readFileSync(script, 'utf8')}`)
  const start = () => startTool({ script: old, nodeFlags: [], readFolders: [folder] })
  const aged = keepTool(start, { idleMs: 60_000, startMs: 10_000, lifeMs })
  const before = await aged.ask('pid', 10_000)
  await new Promise((resolve) => setTimeout(resolve, lifeMs + 500))
  const after = await aged.ask('pid', 10_000)
  aged.stop()
  expect(after.ok).toBe(true)
  expect(after).not.toEqual(before)
})
