import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { examineDatabase } from './examine-database.mjs'

/** @param {Record<string, string>} env */
function runDoctor(env) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-doctor-'))
  const kept = { PATH: process.env.PATH, HOME: process.env.HOME }
  const { status, stdout } = spawnSync(process.execPath, ['scripts/doctor.mjs', '--json'], {
    env: { ...kept, ASSAY_DATA: path.join(folder, 'data'), ...env },
    encoding: 'utf8',
  })
  const { healthy, findings } = JSON.parse(stdout)
  return {
    status,
    stdout,
    healthy,
    named: Object.fromEntries(findings.map((finding) => [finding.name, finding])),
  }
}

it('finds what this machine has, and shows no key', { timeout: 60_000 }, () => {
  const { status, stdout, healthy, named } = runDoctor({ ANTHROPIC_API_KEY: 'sk-secret' })
  expect(named.Node).toEqual({ name: 'Node', state: 'ok', found: process.versions.node })
  expect(named.Postgres.found).toMatch(/^embedded, 18\.\d+, not running$/)
  expect(named.Python.found).toMatch(/^3\.\d+/)
  expect(Object.keys(named)).toEqual(
    expect.arrayContaining(['packages', 'sandbox', 'git', 'browser', 'data folder']),
  )
  expect(named.provider).toMatchObject({ state: 'ok', found: 'ANTHROPIC_API_KEY is set' })
  expect(stdout).not.toContain('sk-secret')
  expect({ healthy, status }).toEqual({ healthy: true, status: 0 })
})

it('fails with a hint, and shows no password, when the database cannot be reached', {
  timeout: 60_000,
}, () => {
  const { status, stdout, named } = runDoctor({ DATABASE_URL: 'postgresql://nobody:hidden@127.0.0.1:9/none' })
  expect(named.Postgres).toMatchObject({ state: 'missing', found: expect.stringContaining('ECONNREFUSED') })
  expect(named.Postgres.hint).toContain('DATABASE_URL')
  expect(stdout).not.toContain('hidden')
  expect(named.provider).toMatchObject({ state: 'warning' })
  expect(status).toBe(1)
})

it('says that a DATABASE_URL is none of Postgres', async () => {
  vi.stubEnv('DATABASE_URL', '127.0.0.1/hidden')
  const finding = await examineDatabase(os.tmpdir())
  expect(finding).toMatchObject({ state: 'missing', found: 'DATABASE_URL is no Postgres URL.' })
  vi.unstubAllEnvs()
})
