import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PythonToolchain } from './python-toolchain'
import { ensureToolchain, findToolchain } from './toolchain'
import { probeInterpreter } from './toolchain/probe-interpreter'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const before = { data: process.env.ASSAY_DATA, python: process.env.ASSAY_PYTHON }
let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'assay-toolchain-'))
  process.env.ASSAY_DATA = data
})
afterEach(() => {
  rmSync(data, { recursive: true })
  process.env.ASSAY_DATA = before.data
  if (before.python === undefined) delete process.env.ASSAY_PYTHON
  else process.env.ASSAY_PYTHON = before.python
})

const find = () => ensureToolchain({ install: false, log: () => {} })
const stored = () => JSON.parse(readFileSync(path.join(data, 'python/toolchain.json'), 'utf8'))

describe('ensureToolchain without installing', () => {
  it('finds an interpreter, keeps it and verifies it the next time', async () => {
    const first = PythonToolchain.parse(await find())
    expect(first.version).toMatch(/^3\.\d+\.\d+$/)
    expect(stored().toolchain).toEqual(first)
    expect(await find()).toEqual(first)
  })

  it('looks again when what is kept is no longer true', async () => {
    const first = PythonToolchain.parse(await find())
    const wrong = { ...stored(), toolchain: { ...first, interpreter: '/nowhere/python3' } }
    writeFileSync(path.join(data, 'python/toolchain.json'), JSON.stringify(wrong))
    expect(await find()).toEqual(first)
    writeFileSync(path.join(data, 'python/toolchain.json'), '{"half')
    expect(await find()).toEqual(first)
  })

  it('says what to do when there is no Python', async () => {
    process.env.ASSAY_PYTHON = '/nowhere/python3'
    const answer = await find()
    expect(answer).toEqual({ reason: expect.stringContaining('install Python 3.9 or newer') })
    expect('reason' in answer && answer.reason).toContain('/nowhere/python3')
  })
})

describe('findToolchain', () => {
  it('keeps what it found, but no error', async () => {
    const blocked = path.join(data, 'a-file')
    writeFileSync(blocked, '')
    process.env.ASSAY_DATA = blocked
    await expect(findToolchain()).rejects.toThrow()
    process.env.ASSAY_DATA = data
    const first = findToolchain()
    expect(PythonToolchain.parse(await first).version).toMatch(/^3\./)
    expect(findToolchain()).toBe(first)
  })
})

describe('probeInterpreter', () => {
  it('refuses what is not Python, or too old', async () => {
    expect(await probeInterpreter('/nowhere/python3')).toEqual({ reason: expect.stringContaining('ENOENT') })
    const old = path.join(data, 'old-python')
    const answer = {
      executable: old,
      realExecutable: old,
      version: '3.8.1',
      supported: false,
      prefix: '/usr',
      basePrefix: '/usr',
      pytestVersion: null,
      coverageVersion: null,
    }
    writeFileSync(old, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, { mode: 0o755 })
    expect(await probeInterpreter(old)).toEqual({ reason: expect.stringContaining('older than 3.9') })
  })
})
