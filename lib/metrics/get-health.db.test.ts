import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GET } from '@/app/api/health/route'
import { closeDb, db } from '@/lib/db/db'
import { Health } from '@/lib/domain/health'
import { forgetEnv } from '@/lib/env'
import type { PythonToolchain } from '@/lib/python/python-toolchain'
import { findToolchain } from '@/lib/python/toolchain'
import { chooseSandboxMode } from '@/lib/sandbox/choose-mode'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { renewRollups } from './rollups/renew-rollups'

vi.mock('@/lib/sandbox/choose-mode', () => ({ chooseSandboxMode: vi.fn() }))
vi.mock('@/lib/python/toolchain', () => ({ findToolchain: vi.fn() }))

const attacks = [
  { name: 'network', blocked: true, detail: '' },
  { name: 'fork bomb', blocked: true, detail: '' },
]
const checkedAt = '2026-11-23T04:00:00.000Z'
const python: PythonToolchain = {
  interpreter: '/usr/bin/python3',
  version: '3.11.2',
  pythonPath: [],
  readPaths: [],
  pytestVersion: '7.2.1',
  coverageVersion: '6.5.0',
  origin: 'found',
}

beforeEach(async () => {
  vi.mocked(chooseSandboxMode).mockResolvedValue({ mode: 'landlock', refusals: [], attacks, checkedAt })
  vi.mocked(findToolchain).mockResolvedValue(python)
  await db().worker.deleteMany()
  await db().worker.create({ data: { id: 'w', host: 'h', pid: 1, version: '1' } })
})

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

async function ask(): Promise<{ httpStatus: number; health: Health; text: string }> {
  const response = await GET(new Request('http://localhost/api/health'), {
    params: Promise.resolve(undefined),
  })
  const text = await response.text()
  return { httpStatus: response.status, health: Health.strict().parse(JSON.parse(text)), text }
}

test('all is well: everything is named, and no path of the machine', async () => {
  const { httpStatus, health, text } = await ask()
  expect(httpStatus).toBe(200)
  expect(health).toMatchObject({
    status: 'ok',
    database: 'ok',
    worker: 'alive',
    charts: 'ok',
    sandbox: { mode: 'landlock', attacksBlocked: 2, attacks: 2, checkedAt },
    python: { version: '3.11.2', pytest: '7.2.1', coverage: '6.5.0' },
  })
  expect(text).not.toContain('/usr')
})

test('charts that are being summed up anew are named, and nothing else is the worse for it', async () => {
  const { owner } = await seedTeam({ slug: 'red' })
  expect((await ask()).health).toMatchObject({ status: 'ok', charts: 'ok' })
  const setTeam = (data: object) => db().team.update({ where: { id: owner.teamId }, data })
  await setTeam({ rollupLevels: 'of an earlier version' })
  expect((await ask()).health).toMatchObject({ status: 'ok', charts: 'summing-up' })
  await renewRollups()
  expect((await ask()).health.charts).toBe('ok')
  await setTeam({ nextTimeZone: 'Europe/Paris' })
  expect((await ask()).health.charts).toBe('summing-up')
  await renewRollups()
})

test('without a worker, a sandbox or Python it is degraded', async () => {
  await db().worker.updateMany({ data: { heartbeatAt: new Date(Date.now() - 60_000) } })
  expect((await ask()).health).toMatchObject({ status: 'degraded', worker: 'none' })
  await db().worker.updateMany({ data: { heartbeatAt: new Date() } })

  vi.mocked(chooseSandboxMode).mockResolvedValue({ mode: 'refuse', refusals: [], attacks: [], checkedAt })
  expect((await ask()).health.status).toBe('degraded')
  vi.mocked(chooseSandboxMode).mockResolvedValue({ mode: 'bubblewrap', refusals: [], attacks, checkedAt })

  vi.mocked(findToolchain).mockResolvedValue({ reason: 'none' })
  const { httpStatus, health } = await ask()
  expect([httpStatus, health.status, health.python?.version]).toEqual([200, 'degraded', null])
})

test('it does not wait for a self-test that takes long, and does not call it ok', async () => {
  vi.mocked(chooseSandboxMode).mockReturnValue(new Promise(() => {}))
  const { httpStatus, health } = await ask()
  expect([httpStatus, health.status, health.sandbox]).toEqual([200, 'degraded', null])
})

test('a sandbox or Python that cannot be asked is degraded, not an error', async () => {
  vi.mocked(chooseSandboxMode).mockRejectedValue(new Error('no room'))
  expect((await ask()).health).toMatchObject({ status: 'degraded', sandbox: null })
  vi.mocked(chooseSandboxMode).mockResolvedValue({ mode: 'landlock', refusals: [], attacks, checkedAt })
  vi.mocked(findToolchain).mockRejectedValue(new Error('no room'))
  expect((await ask()).health).toMatchObject({ status: 'degraded', python: null })
})

test('without a database it answers 503', async () => {
  const url = process.env.DATABASE_URL ?? ''
  await closeDb()
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none')
  forgetEnv()
  const { httpStatus, health } = await ask()
  expect(httpStatus).toBe(503)
  expect(health).toMatchObject({
    status: 'down',
    database: 'unreachable',
    worker: 'unknown',
    charts: 'unknown',
  })
  await closeDb()
  vi.stubEnv('DATABASE_URL', url)
})
