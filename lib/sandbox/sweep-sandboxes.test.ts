import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'
import { OWNER_VARIABLE, ownerMark } from './execution/sandbox-owner'
import { sweepSandboxes } from './sweep-sandboxes'

const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})

async function startIdle(...args: string[]): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', ...args])
  started.push(child)
  await once(child, 'spawn')
  if (child.pid === undefined) throw new Error('not started')
  return Object.assign(child, { pid: child.pid })
}

test('what a dead process left is ended, and nothing else', async () => {
  const owner = await startIdle()
  const dead = ownerMark(owner.pid)
  const marked = (mark: string) => startIdle('--setenv', OWNER_VARIABLE, mark, '--unsetenv', OWNER_VARIABLE)
  const orphan = await marked(dead)
  const own = await marked(ownerMark())
  const elsewhere = await marked(dead.replace(/^[^/]*/, 'pid:[1]'))
  const unrelated = await startIdle('say', OWNER_VARIABLE, dead)
  const ours = new Set([orphan, own, elsewhere, unrelated].map(({ pid }) => pid))
  const swept = () => sweepSandboxes().filter((pid) => ours.has(pid))

  expect(swept()).toEqual([])
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const gone = once(orphan, 'exit')
  expect(swept()).toEqual([orphan.pid])
  expect(await gone).toEqual([null, 'SIGKILL'])
  for (const child of [own, elsewhere, unrelated]) expect(child.exitCode ?? child.signalCode).toBeNull()
  // Its number may be given to another process some day.
  expect(ownerMark(process.pid)).not.toBe(dead)
})
