import { expect, it } from 'vitest'
import { isAlive } from './process-identity.mjs'
import { runCommand } from './run-command.mjs'
import { waitUntil } from './wait-until.mjs'

const node = (code, options) => runCommand(process.execPath, ['-e', code], options)

it('hands back the exit code and both outputs', async () => {
  const { code, output } = await node(`console.log('one'); console.error('two'); process.exitCode = 3`)
  expect(code).toBe(3)
  expect(output.split('\n').sort()).toEqual(['', 'one', 'two'])
})

it('adds to the environment, and removes what is undefined', async () => {
  process.env.ASSAY_TEST_REMOVED = 'here'
  const { output } = await node(`console.log(process.env.ASSAY_TEST_REMOVED, process.env.ASSAY_TEST_ADDED)`, {
    env: { ASSAY_TEST_REMOVED: undefined, ASSAY_TEST_ADDED: 'added' },
  })
  expect(output).toBe('undefined added\n')
})

it('tells a command that does not exist from one that fails', async () => {
  expect((await runCommand('assay-no-such-command', [])).code).toBe(127)
})

it('ends a command that takes too long, with what that started', async () => {
  const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']).pid`
  const { code, output } = await node(`console.log(${grandchild}); setTimeout(() => {}, 60000)`, {
    timeoutMs: 1000,
  })
  expect(code).toBe(124)
  expect(await waitUntil(() => !isAlive(Number(output)), { timeoutMs: 5000 })).toBe(true)
})
