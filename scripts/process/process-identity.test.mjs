import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { commandLine, isAlive, startMark } from './process-identity.mjs'

const sleeper = () => spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' })

it('knows a living process and its command line', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(commandLine(process.pid)).toContain('node')
})

it('knows that a process ended', async () => {
  const child = sleeper()
  await once(child, 'spawn')
  expect(isAlive(child.pid)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(child.pid)).toBe(false)
  expect(startMark(child.pid)).toBe('')
})

it('tells two processes apart by their start, and one from itself not', async () => {
  const child = sleeper()
  await once(child, 'spawn')
  expect(startMark(child.pid)).not.toBe(startMark(process.pid))
  expect(startMark(process.pid)).toBe(startMark(process.pid))
  child.kill('SIGKILL')
})

it.each([0, -1, Number.NaN])('takes %s for no process', (pid) => {
  expect(isAlive(pid)).toBe(false)
})
