import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { startMark } from '../process/process-identity.mjs'
import { claimInstance, findInstance } from './instance-file.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-instance-'))
})
const write = (instance) => writeFileSync(path.join(folder, 'instance.json'), JSON.stringify(instance))

it('claims a free folder, for its owner alone', () => {
  expect(claimInstance(folder, 'http://one')).toBeNull()
  expect(findInstance(folder)).toMatchObject({ pid: process.pid, url: 'http://one' })
})

it('names the other one that runs', () => {
  write({ pid: process.ppid, mark: startMark(process.ppid), url: 'http://other', startedAt: '' })
  expect(claimInstance(folder, 'http://one')).toMatchObject({ pid: process.ppid, url: 'http://other' })
})

it('takes over from a process that was killed', () => {
  write({ pid: 2 ** 22 + 1, mark: 'gone', url: 'http://gone', startedAt: '' })
  expect(claimInstance(folder, 'http://one')).toBeNull()
})

it('takes over where the pid belongs to another program by now', () => {
  write({ pid: process.ppid, mark: 'an earlier start', url: 'http://gone', startedAt: '' })
  expect(claimInstance(folder, 'http://one')).toBeNull()
})

it('takes over from a damaged file', () => {
  writeFileSync(path.join(folder, 'instance.json'), '{"pid":')
  expect(claimInstance(folder, 'http://one')).toBeNull()
})

it('leaves no file behind when the process ends', () => {
  const code = `import { claimInstance } from ${JSON.stringify(path.resolve('scripts/serve/instance-file.mjs'))}
    if (claimInstance(${JSON.stringify(folder)}, 'http://child') !== null) process.exit(3)`
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', code]).status).toBe(0)
  expect(() => readFileSync(path.join(folder, 'instance.json'))).toThrow('ENOENT')
})
