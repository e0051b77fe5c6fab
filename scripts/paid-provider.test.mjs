import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { testEnvironment } from './checks/test-environment.mjs'

// The guard's own words: a machine without network refuses, too, but in others.
const call = `const began = performance.now()
const why = (url) => fetch(url, { method: 'POST' }).then(() => 'REACHED', ({ cause }) => cause.message)
const told = [await why('https://api.anthropic.com/v1/messages'), await why('http://192.0.2.1/v1/messages')]
const isGuarded = told.every((text) => text.includes('The tests may not reach the outside'))
console.log(isGuarded && performance.now() - began < 1000 ? 'refused at once' : told.join())`

/** What a call of the provider comes to in a process that is started in this environment. */
const callFrom = (env) =>
  execFileSync(process.execPath, ['--input-type=module', '-e', call], { env, encoding: 'utf8' }).trim()
const { PATH } = process.env
const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts

it('a test itself cannot call a provider, and neither can what it starts', async () => {
  // A record of its own: in that of the test command these calls, made on purpose, would fail it.
  const record = path.join(mkdtempSync(path.join(os.tmpdir(), 'assay-paid-')), 'network.log')
  vi.stubEnv('ASSAY_NETWORK_LOG', record)
  await expect(fetch('https://api.anthropic.com/v1/messages', { method: 'POST' })).rejects.toThrow()
  expect(callFrom(process.env)).toBe('refused at once')
  vi.unstubAllEnvs()
  expect(readFileSync(record, 'utf8')).toContain('api.anthropic.com:443')
})

it('both kinds of tests are guarded however they are started', async () => {
  const { default: config } = await import('../vitest.config')
  const projects = config.test.projects
  expect(projects.map(({ test }) => test.name)).toEqual(['unit', 'db'])
  for (const { test } of projects) {
    expect(test.execArgv.join(' ')).toContain('no-network.mjs')
    expect(callFrom({ PATH, ...test.env })).toBe('refused at once')
  }
})

it('steps of npm test, journeys and their servers included, are guarded and see no key', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-paid-'))
  const env = testEnvironment({ folder, networkLog: path.join(folder, 'network.log') })
  expect(callFrom({ PATH, NODE_OPTIONS: env.NODE_OPTIONS })).toBe('refused at once')
  expect(readFileSync('scripts/test.mjs', 'utf8')).toContain('testEnvironment(')
  // By hand, too: before the servers are described.
  const [before] = readFileSync('playwright.config.ts', 'utf8').split('defineConfig({')
  expect(before).toMatch(/process\.env\.NODE_OPTIONS = .*guard/)
})

it.each(Object.entries(scripts).filter(([name]) => name.startsWith('bench')))(
  '%s is guarded',
  (_name, command) => {
    if (command === 'npm run bench:engine --') return
    const [, options] = /^NODE_OPTIONS='([^']*)' tsx /.exec(command) ?? []
    expect(callFrom({ PATH, NODE_OPTIONS: options })).toBe('refused at once')
  },
)
