import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chooseSandboxMode, forgetSandboxMode } from './choose-mode'
import { openAttackHost } from './self-test/attack-host'
import { runAttack } from './self-test/run-attack'

vi.mock('./self-test/attack-host', () => ({ openAttackHost: vi.fn() }))
vi.mock('./self-test/run-attack', () => ({ runAttack: vi.fn() }))

const targets = {
  secretFile: '',
  openDir: '',
  hostPid: 0,
  tcpPort: 0,
  unixSocket: '',
  abstractSocket: '',
}
const attacksAre = (blocked: boolean) =>
  vi.mocked(runAttack).mockImplementation(async (_mode, { name }) => ({ name, blocked, detail: '' }))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.stubEnv('ASSAY_SANDBOX', 'auto')
  vi.mocked(openAttackHost)
    .mockReset()
    .mockResolvedValue({ targets, close: async () => {} })
  vi.mocked(runAttack).mockReset()
  forgetSandboxMode()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  forgetSandboxMode()
})

test('a mode that holds is tested once', async () => {
  attacksAre(true)
  expect((await chooseSandboxMode()).mode).toBe('bubblewrap')
  const runs = vi.mocked(runAttack).mock.calls.length
  vi.advanceTimersByTime(86_400_000)
  await chooseSandboxMode()
  expect(vi.mocked(runAttack).mock.calls.length).toBe(runs)
})

test('a failed self-test is tried again after a minute, once for all who wait', async () => {
  attacksAre(false)
  expect((await chooseSandboxMode()).mode).toBe('refuse')
  attacksAre(true)
  vi.advanceTimersByTime(59_000)
  expect((await chooseSandboxMode()).mode).toBe('refuse')
  vi.advanceTimersByTime(2_000)
  const [first, second] = [chooseSandboxMode(), chooseSandboxMode()]
  expect(first).toBe(second)
  expect((await first).mode).toBe('bubblewrap')
})

test('a refusal that was asked for stays', async () => {
  vi.stubEnv('ASSAY_SANDBOX', 'refuse')
  const first = chooseSandboxMode()
  expect((await first).mode).toBe('refuse')
  vi.advanceTimersByTime(120_000)
  expect(chooseSandboxMode()).toBe(first)
})

test('a self-test that broke is forgotten', async () => {
  attacksAre(true)
  vi.mocked(openAttackHost).mockRejectedValueOnce(new Error('no room'))
  await expect(chooseSandboxMode()).rejects.toThrow('no room')
  expect((await chooseSandboxMode()).mode).toBe('bubblewrap')
})
