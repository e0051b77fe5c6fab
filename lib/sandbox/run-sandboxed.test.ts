import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chooseSandboxMode } from './choose-mode'
import { launcherPython } from './launcher-python'
import { listSandboxModes } from './list-sandbox-modes'
import { runSandboxed } from './run-sandboxed'
import type { SandboxRequest } from './sandbox-types'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let inputDir: string
let python: string
beforeAll(async () => {
  // Made with mode 0700: as root this also takes the way over a staged copy.
  inputDir = mkdtempSync(path.join(tmpdir(), 'assay-input-'))
  writeFileSync(path.join(inputDir, 'data.txt'), 'from the host')
  python = (await launcherPython()) ?? 'python3'
})
afterAll(() => rmSync(inputDir, { recursive: true }))

const { available } = await listSandboxModes()

describe.each(available)('mode %s', (mode) => {
  const run = (script: string, more: Partial<SandboxRequest> = {}) =>
    runSandboxed({ inputDir, argv: [python, '-I', '-S', '-c', script, '{in}', '{box}'], mode, ...more })

  it('gives the program its input, its words and its scratch folder, and returns what it says', async () => {
    const lines: string[] = []
    const result = await run(
      'import sys, os; print(open(sys.argv[1] + "/data.txt").read()); print(sys.stdin.read()); print(os.getcwd() == sys.argv[2], os.environ["WORD"]); print("to stderr", file=sys.stderr); sys.exit(3)',
      { stdin: 'by pipe', env: { WORD: 'in {box}'.slice(0, 2) }, onStdoutLine: (line) => lines.push(line) },
    )
    expect(result).toMatchObject({
      ended: 'exited',
      exitCode: 3,
      signalName: null,
      mode,
      stderr: 'to stderr\n',
    })
    expect(lines).toEqual(['from the host', 'by pipe', 'True in'])
    expect(result.stdout).toBe(`${lines.join('\n')}\n`)
    expect(result.command).toContain('-I -S -c')
  })

  it('sees named inputs and fills their places in argv and env', async () => {
    const result = await run('import os; print(open(os.environ["EXTRA"] + "/data.txt").read())', {
      inputs: { extra: inputDir },
      env: { EXTRA: '{extra}' },
    })
    expect(result.stdout).toBe('from the host\n')
  })

  it('ends at the time limit, at a signal of its own and when it is cancelled', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    const [timeout, killed, cancelled] = await Promise.all([
      run('while True: pass', { limits: { wallMs: 400 } }),
      run('import os; os.abort()'),
      run('while True: pass', { signal: controller.signal }),
    ])
    expect(timeout).toMatchObject({ ended: 'timeout', exitCode: null })
    expect(killed).toMatchObject({ ended: 'killed', signalName: 'SIGABRT', exitCode: null })
    expect(cancelled).toMatchObject({ ended: 'cancelled' })
    expect(cancelled.durationMs).toBeLessThan(10_000)
  })

  it('keeps output up to its limit and whole characters when lines are split', async () => {
    const lines: string[] = []
    const result = await run('import sys; sys.stdout.write("ä" * 70000 + "\\n" + "x" * 200000)', {
      limits: { outputBytes: 150_000 },
      onStdoutLine: (line) => lines.push(line),
    })
    expect(result.ended).toBe('output-limit')
    expect(Buffer.byteLength(result.stdout)).toBe(150_000)
    expect(lines[0]).toBe('ä'.repeat(70_000))
  })

  it('tells a sandbox that cannot be started from a program that fails', async () => {
    const argv = [python, '-c', '']
    await expect(runSandboxed({ inputDir: '/nowhere', argv, mode })).rejects.toThrow('ENOENT')
    await expect(runSandboxed({ inputDir, inputs: { more: '/nowhere' }, argv, mode })).rejects.toThrow(
      'ENOENT',
    )
    expect(await run('import sys; sys.stderr.write("bwrap: x"); sys.exit(125)')).toMatchObject({
      exitCode: 125,
    })
  })

  it('runs several at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, (_, index) => run(`print(${index})`)))
    expect(results.map((result) => result.stdout)).toEqual(['0\n', '1\n', '2\n', '3\n', '4\n', '5\n'])
  })
})

describe('choosing a mode', () => {
  it('takes the strongest one whose self-test holds and says why not a better one', async () => {
    const report = await chooseSandboxMode()
    expect(report.mode).toBe(available[0] ?? 'refuse')
    expect(report.attacks.every((attack) => attack.blocked)).toBe(true)
    expect(report.refusals.map(({ reason }) => reason)).not.toContain('')
  })

  it('executes nothing in the mode that refuses', async () => {
    const result = await runSandboxed({ inputDir, argv: [python, '-c', 'print(1)'], mode: 'refuse' })
    expect(result).toMatchObject({ ended: 'refused', exitCode: null, stdout: '' })
  })
})
