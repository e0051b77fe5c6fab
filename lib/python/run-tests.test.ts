import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PythonToolchain } from './python-toolchain'
import { type RunTestsRequest, runTests } from './run-tests'
import { requireToolchain } from './toolchain'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const projects = mkdtempSync(path.join(tmpdir(), 'assay-projects-'))
let toolchain: PythonToolchain
beforeAll(async () => {
  toolchain = await requireToolchain()
})
afterAll(() => rmSync(projects, { recursive: true }))

let projectCount = 0
function makeProject(files: Record<string, string>): string {
  projectCount += 1
  const dir = path.join(projects, String(projectCount))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true })
    writeFileSync(path.join(dir, file), text)
  }
  return dir
}

const SIGN = `"""Signs."""
def sign(x):
    """The sign."""
    if x > 0:
        return 1
    if x < 0:
        return -1
    return 0


def unused():
    return 1
`

/** Runs tests against one file `mod.py`. */
function runOn(source: string, testSource: string, more: Partial<RunTestsRequest> = {}) {
  const projectDir = makeProject({ 'mod.py': source })
  return runTests({
    projectDir,
    sourceRoot: '',
    moduleName: 'mod',
    modulePath: 'mod.py',
    testSource,
    ...more,
  })
}

const runners = [
  ['pytest', (): PythonToolchain => toolchain],
  ['stdlib', (): PythonToolchain => ({ ...toolchain, pytestVersion: null, coverageVersion: null })],
] as const

describe.each(runners)('runner %s', (runner, pick) => {
  it('reports every test with its outcome, and the module by line and branch', async () => {
    const run = await runOn(
      SIGN,
      `import pytest
from mod import sign

@pytest.mark.parametrize("x, expected", [(2, 1), (3, 0)])
def test_positive(x, expected):
    assert sign(x) == expected

class TestZero:
    def test_zero(self):
        assert sign(0) == 0

@pytest.fixture
def broken():
    raise RuntimeError("no fixture")

def test_broken(broken):
    pass

def test_raises(capsys, tmp_path, monkeypatch):
    print("hello")
    assert capsys.readouterr().out == "hello\\n"
    monkeypatch.setenv("WORD", "x")
    (tmp_path / "f").write_text("x")
    with pytest.raises(TypeError, match="not supported"):
        sign("a")
    assert 0.1 + 0.2 == pytest.approx(0.3)

def test_skipped():
    pytest.skip("not today")
`,
      { toolchain: pick() },
    )
    expect(run).toMatchObject({
      runner,
      complete: true,
      problems: [],
      ended: 'exited',
      exitCode: 1,
      missing: 0,
    })
    expect(
      run.tests.map(({ id, outcome }) => [
        id,
        runner === 'stdlib' && outcome === 'failed' ? 'fails' : outcome,
      ]),
    ).toEqual([
      ['test_positive[2-1]', 'passed'],
      ['test_positive[3-0]', runner === 'stdlib' ? 'fails' : 'failed'],
      ['TestZero::test_zero', 'passed'],
      ['test_broken', runner === 'stdlib' ? 'fails' : 'error'],
      ['test_raises', 'passed'],
      ['test_skipped', 'skipped'],
    ])
    expect(run.tests[1]?.traceback).toContain('assert sign(x) == expected')
    expect(run.tests[5]?.message).toContain('not today')
    expect(run.coverage).toEqual({
      path: 'mod.py',
      executed: [2, 4, 5, 6, 8, 11],
      missing: [7, 12],
      partial: [6],
      excluded: [],
      statements: 8,
      coveredStatements: 6,
      branches: 4,
      coveredBranches: 3,
    })
  })

  it('stops a test that does not end and goes on with the next', async () => {
    const run = await runOn(
      'x = 1\n',
      `def test_loop():
    while True:
        try:
            pass
        except:
            pass

def test_after():
    assert 1 == 1
`,
      { toolchain: pick(), testMs: 300 },
    )
    expect(run.tests.map(({ outcome }) => outcome)).toEqual(['failed', 'passed'])
    expect(run.tests[0]?.message).toContain('did not end within 0.3 s')
  })

  it('tells which limit of the sandbox a test met', async () => {
    const run = await runOn(
      'import socket, sys, urllib.request\n',
      `import pytest
from mod import *

def test_memory():
    assert bytearray(1 << 40)

def test_exit():
    sys.exit(3)

def test_connect():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_lookup():
    urllib.request.urlopen("http://example.com", timeout=1)

def test_long():
    while True: pass

def test_own_fault():
    assert 1 == 2

def test_own_machine():
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=1)

def test_expected():
    with pytest.raises(SystemExit):
        sys.exit(1)
`,
      { toolchain: pick(), testMs: 500 },
    )
    expect(run.tests.map(({ id, outcome, cause }) => [id, outcome, cause])).toEqual([
      ['test_memory', 'failed', 'memory'],
      ['test_exit', 'failed', 'exit'],
      ['test_connect', 'failed', 'network'],
      ['test_lookup', 'failed', 'network'],
      ['test_long', 'failed', 'too-long'],
      ['test_own_fault', 'failed', null],
      ['test_own_machine', 'passed', null],
      ['test_expected', 'passed', null],
    ])
  })

  it('marks what was lost when the code under test ends the process', async () => {
    const run = await runOn(
      'import os\ndef leave():\n    os._exit(0)\n',
      'from mod import leave\ndef test_a():\n    assert 1\ndef test_b():\n    leave()\ndef test_c():\n    assert 1\n',
      { toolchain: pick() },
    )
    expect(run.tests.map(({ outcome }) => outcome)).toEqual(['passed', 'error', 'missing'])
    expect(run).toMatchObject({ complete: false, exitCode: 0, coverage: null, missing: 1 })
    expect(run.problems.join()).toContain('ended with code 0 before')
  })

  it('does not believe results that the code under test makes up', async () => {
    const forged = `import os, sys, json
for fd in range(1, 30):
    for kind in ({"kind": "result", "id": "test_a", "outcome": "passed", "durationMs": 1, "message": None, "traceback": None},
                 {"kind": "end", "exitCode": 0}):
        try:
            os.write(fd, ("0" * 32 + " " + json.dumps(kind) + "\\n").encode())
        except OSError:
            pass
os._exit(0)
`
    const run = await runOn(forged, 'from mod import x\ndef test_a():\n    assert x\n', { toolchain: pick() })
    expect(run).toMatchObject({ passed: 0, missing: 1, complete: false })
  })

  it('is not confused by tests that replace what the runner uses, or fork', async () => {
    const run = await runOn(
      'x = 1\n',
      `import json, os, sys, time

def test_patched():
    os.write = json.dumps = time.perf_counter = lambda *a, **k: 1 / 0
    assert 1

def test_forked():
    if os.fork() == 0:
        return
    os.wait()
    assert 1

def test_loud():
    sys.stdout = None
    os.close(1)
    assert 1
`,
      { toolchain: pick() },
    )
    expect(run.tests.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'test_patched passed',
      'test_forked passed',
      'test_loud passed',
    ])
  })

  it('says why nothing ran when the test file cannot be loaded', async () => {
    const missing = await runOn('x = 1\n', 'from mod import y\ndef test_a():\n    assert y\n', {
      toolchain: pick(),
    })
    expect(missing).toMatchObject({ passed: 0, missing: 1, complete: false })
    expect(missing.problems.join()).toContain("cannot import name 'y'")
    const broken = await runOn('x = 1\n', 'def test_a(:\n', { toolchain: pick() })
    expect(broken).toMatchObject({ tests: [], complete: false })
    expect(broken.problems.join()).toContain('SyntaxError')
  })

  it('measures the project’s module, also when the runner has loaded one of its name', async () => {
    const projectDir = makeProject({ 'textwrap.py': 'def dedent(x):\n    return "ours"\n' })
    const run = await runTests({
      projectDir,
      sourceRoot: '',
      moduleName: 'textwrap',
      modulePath: 'textwrap.py',
      testSource: 'import textwrap\ndef test_a():\n    assert textwrap.dedent(1) == "ours"\n',
      toolchain: pick(),
    })
    expect(run).toMatchObject({ passed: 1, coverage: { coveredStatements: 2, statements: 2 } })
  })
})

describe('projects of every layout', () => {
  const test = (module: string) => `from ${module} import value\ndef test_value():\n    assert value() == 2\n`

  it.each([
    ['a package with relative imports', '', 'app.core.mod', 'app/core/mod.py'],
    ['a src layout', 'src', 'app.core.mod', 'src/app/core/mod.py'],
  ])('%s', async (_, sourceRoot, moduleName, modulePath) => {
    const projectDir = makeProject({
      [path.join(sourceRoot, 'app/__init__.py')]: '',
      [path.join(sourceRoot, 'app/base.py')]: 'BASE = 1\n',
      [path.join(sourceRoot, 'app/core/__init__.py')]: '',
      [modulePath]: 'from ..base import BASE\n\n\ndef value():\n    return BASE + 1\n',
      'setup.cfg': '[tool:pytest]\naddopts = --no-such-option\n',
      'conftest.py': 'raise SystemExit("the project’s own settings must not matter")\n',
    })
    const run = await runTests({
      projectDir,
      sourceRoot,
      moduleName,
      modulePath,
      testSource: test(moduleName),
    })
    expect(run).toMatchObject({ passed: 1, complete: true, exitCode: 0, coverage: { missing: [] } })
  })

  it('several test files, named in the ids', async () => {
    const projectDir = makeProject({ 'mod.py': 'def value():\n    return 2\n' })
    const testFiles = ['test_a.py', 'test_b.py'].map((file) => ({ path: file, source: test('mod') }))
    const run = await runTests({
      projectDir,
      sourceRoot: '',
      moduleName: 'mod',
      modulePath: 'mod.py',
      testFiles,
    })
    expect(run.tests.map(({ id }) => id)).toEqual(['test_a.py::test_value', 'test_b.py::test_value'])
    expect(run.complete).toBe(true)
  })
})

describe('one run', () => {
  it('has the hash seed that was asked for', async () => {
    const test = 'import os\ndef test_seed():\n    assert os.environ["PYTHONHASHSEED"] == "7"\n'
    expect(await runOn('x = 1\n', test, { hashSeed: 7 })).toMatchObject({ passed: 1, hashSeed: 7 })
  })

  it('measures a module that was never imported', async () => {
    const run = await runOn('x = 1\ny = 2\n', 'def test_nothing():\n    assert 1\n')
    expect(run.coverage).toMatchObject({ executed: [], missing: [1, 2], statements: 2, coveredStatements: 0 })
  })

  it('ends when it is cancelled or its time is up', async () => {
    const endless = 'while True:\n    pass\n'
    const test = 'import mod\ndef test_a():\n    assert 1\n'
    const timeout = await runOn(endless, test, { wallMs: 3_000 })
    expect(timeout).toMatchObject({ ended: 'timeout', complete: false, missing: 1 })
    const cancelled = await runOn(endless, test, { signal: AbortSignal.timeout(300) })
    expect(cancelled).toMatchObject({ ended: 'cancelled', complete: false })
  })
})
