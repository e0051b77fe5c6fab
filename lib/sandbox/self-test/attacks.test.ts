import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launcherPython } from '../launcher-python'
import { listSandboxModes } from '../list-sandbox-modes'
import type { SandboxLimits, SandboxResult } from '../sandbox-types'
import { ATTACK_CASES, ATTACK_LIMITS, type AttackCase } from './attack-cases'
import { type AttackHost, openAttackHost } from './attack-host'
import { demandMode } from './demand-mode'
import { judgeAttack } from './judge-attack'
import { runAttack } from './run-attack'

// Each attack has its own time limit; this is for machines under load.
vi.setConfig({ testTimeout: 60_000 })

let host: AttackHost
beforeAll(async () => {
  host = await openAttackHost()
})
afterAll(async () => {
  await host.close()
})

const { available, missing } = await listSandboxModes()
const attackNamed = (name: string): AttackCase => {
  const found = ATTACK_CASES.find((attack) => attack.name === name)
  if (found === undefined) throw new Error(`no attack ${name}`)
  return found
}

it('is a suite of 25', () => {
  expect(new Set(ATTACK_CASES.map((attack) => attack.name)).size).toBe(25)
})

describe.each(available)('mode %s', (mode) => {
  it.each(ATTACK_CASES.map((attack) => [attack.name, attack] as const))('blocks %s', async (_, attack) => {
    const verdict = await runAttack(mode, attack, host.targets)
    expect(verdict).toEqual({ name: attack.name, blocked: true, detail: '' })
  })
})

// Where all must be tried (CI, npm test) a missing mode fails, unless the machine's owner says that it may be missing.
for (const { mode, reason } of missing) {
  const demand = demandMode(mode, process.env)
  // skipped: this machine may lack the mode
  it.skipIf(demand === null)(`mode ${mode} can be tried`, () => {
    expect.fail(`${reason}. ${demand}`)
  })
}

/** The same attacks without a sandbox, or with one limit taken away: the suite must say that they leak. */
describe('the suite can fail', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-control-'))
  // Node's own removal fails on the thousands of nested folders that one attack leaves.
  afterAll(() => execFileSync('rm', ['-rf', folder]), 60_000)

  it.each([
    ['read-environment', 'leak: environment'],
    ['read-host-files', 'leak: secret file'],
    ['read-proc', 'leak: environ of the host process'],
    ['inherited-descriptors', 'leak: descriptors'],
    ['write-host-files', 'leak: write an open folder of the host'],
    ['links-out', 'leak: read through the link'],
    ['network', 'leak: host TCP port'],
    ['system-calls', 'leak: new privileges'],
    ['many-processes', 'leak: processes'],
    ['memfd', 'leak: memfd'],
    ['huge-file', 'leak: one file'],
    ['daemon-outlives', 'leak: processes survive'],
  ])('%s leaks without a sandbox', async (name, leak) => {
    const verdict = await runUnprotected(attackNamed(name), folder, host)
    expect(verdict.blocked).toBe(false)
    expect(verdict.detail).toContain(leak)
  })

  const withoutLimit: [string, Partial<SandboxLimits>, string][] = [
    ['allocate-memory', { memoryBytes: 2 ** 33 }, 'leak: one process'],
    ['many-threads', { processes: 500, memoryBytes: 2 ** 33 }, 'leak: threads'],
    ['burn-cpu', { cpuSeconds: 60, wallMs: 1_500 }, 'ended as timeout, expected killed'],
    ['many-files', { scratchBytes: 2 ** 30 }, 'leak: all files together'],
    ['endless-output', { outputBytes: 2 ** 28, wallMs: 300 }, 'ended as timeout, expected output-limit'],
  ]
  it.each(withoutLimit)('%s is noticed without its limit', async (name, limits, leak) => {
    const [mode = 'refuse'] = available
    const verdict = await runAttack(mode, attackNamed(name), host.targets, limits)
    expect(verdict.blocked).toBe(false)
    expect(verdict.detail).toContain(leak)
  })
})

/** Runs an attack as a plain child of this process; only ones that do no harm, on targets of our own. */
async function runUnprotected(attack: AttackCase, folder: string, attackHost: AttackHost) {
  const python = (await launcherPython()) ?? 'python3'
  const inputDir = path.join(folder, attack.name)
  cpSync(path.join(process.cwd(), 'lib/sandbox/attacks'), inputDir, { recursive: true })
  const marker = `ctl-${Math.random().toString(36).slice(2, 10)}`
  const config = {
    ...attackHost.targets,
    ...ATTACK_LIMITS,
    marker,
    inputDir,
    harmless: true,
    memoryBytes: 2 ** 24,
  }
  const child = spawn(
    python,
    ['-s', '-B', path.join(inputDir, 'main.py'), attack.name, JSON.stringify(config)],
    {
      cwd: inputDir,
      stdio: ['ignore', 'pipe', 'pipe', openSync('/dev/null', 'r')],
    },
  )
  const result = await outcomeOf(child)
  const verdict = await judgeAttack(attack, result, marker)
  for (const survivor of verdict.detail.matchAll(/survive \(([\d, ]+)\)/g)) {
    for (const pid of (survivor[1] ?? '').split(', ')) process.kill(Number(pid), 'SIGKILL')
  }
  return verdict
}

function outcomeOf(child: ChildProcess): Promise<SandboxResult> {
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr?.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('close', (exitCode) => {
      resolve({
        exitCode,
        signalName: null,
        ended: 'exited',
        stdout,
        stderr,
        durationMs: 0,
        mode: 'refuse',
        command: '',
      })
    })
  })
}
