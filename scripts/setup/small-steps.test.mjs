import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isNewEnough } from './check-node.mjs'
import { fingerprint } from './fingerprint.mjs'
import { keepSecrets } from './keep-secrets.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'assay-setup-'))
})
afterEach(() => vi.unstubAllEnvs())

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
])('Node %s is new enough: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})

describe('secrets', () => {
  it('are made once, for their owner alone, and then kept', () => {
    vi.stubEnv('BETTER_AUTH_SECRET', '')
    vi.stubEnv('ASSAY_SECRET_KEY', '')
    keepSecrets(folder)
    const { BETTER_AUTH_SECRET: first, ASSAY_SECRET_KEY: key } = process.env
    expect(Buffer.from(key, 'base64')).toHaveLength(32)
    expect(first).not.toBe(key)
    expect(statSync(path.join(folder, 'secret-key')).mode & 0o777).toBe(0o600)
    vi.stubEnv('BETTER_AUTH_SECRET', '')
    keepSecrets(folder)
    expect(process.env.BETTER_AUTH_SECRET).toBe(first)
  })

  it('of the environment win', () => {
    vi.stubEnv('BETTER_AUTH_SECRET', 'given')
    keepSecrets(folder)
    expect(process.env.BETTER_AUTH_SECRET).toBe('given')
  })

  it('that are damaged are not replaced in silence: stored keys could never be read again', () => {
    writeFileSync(path.join(folder, 'secret-key'), 'short')
    vi.stubEnv('ASSAY_SECRET_KEY', '')
    expect(() => keepSecrets(folder)).toThrow('damaged')
    expect(readFileSync(path.join(folder, 'secret-key'), 'utf8')).toBe('short')
  })
})

describe('the fingerprint of sources', () => {
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  beforeEach(() => {
    write('app/page.tsx', 'one')
    write('app/page.test.tsx', 'test')
    write('package.json', '{}')
  })
  const take = () =>
    fingerprint(folder, ['app', 'package.json', 'missing'], (file) => !file.includes('.test.'))

  it('changes with contents, names and files that come or go', () => {
    const before = take()
    expect(take()).toBe(before)
    write('app/page.tsx', 'two')
    const edited = take()
    write('app/other.tsx', 'two')
    expect(new Set([before, edited, take()]).size).toBe(3)
  })

  it('does not change with files that are not wanted', () => {
    const before = take()
    write('app/page.test.tsx', 'another test')
    expect(take()).toBe(before)
  })
})
