import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runTests } from '@/lib/python/run-tests'
import { observeModule } from './observe-module'
import type { ObservationProgress, ObservedTests } from './observed-tests'

const TIMEOUT_MS = 60_000
const made: string[] = []
afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true })
})

type Place = { projectDir: string; sourceRoot: string; moduleName: string; modulePath: string }

async function project(
  files: Record<string, string>,
  sourceRoot: string,
  moduleName: string,
): Promise<Place> {
  const projectDir = await mkdtemp(path.join(tmpdir(), 'observe-'))
  made.push(projectDir)
  for (const [name, source] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(projectDir, name)), { recursive: true })
    await writeFile(path.join(projectDir, name), source)
  }
  const modulePath = path.posix.join(sourceRoot, `${moduleName.replaceAll('.', '/')}.py`)
  return { projectDir, sourceRoot, moduleName, modulePath }
}

const sample = (source: string) => project({ 'sample.py': source }, '', 'sample')

type Options = Partial<Omit<Parameters<typeof observeModule>[0], keyof Place>>

function observe(place: Place, options: Options = {}): Promise<ObservedTests> {
  return observeModule({ ...place, budgetMs: 20_000, seed: 1, ...options })
}

/** The written file, after it has passed in the sandbox under hash seeds that generation did not use. */
async function verified(place: Place, options: Options = {}): Promise<string> {
  const { testSource, reason } = await observe(place, options)
  expect(reason).toBeNull()
  for (const hashSeed of [31, 32]) {
    const run = await runTests({ ...place, testSource: testSource ?? '', hashSeed })
    expect(run.tests.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect(run.passed).toBeGreaterThan(0)
  }
  return testSource ?? ''
}

describe('observeModule on plain code', { timeout: TIMEOUT_MS }, () => {
  it('writes literal expectations, raises with their message, and reaches every line', async () => {
    const place = await sample(
      [
        'def classify(age: int) -> str:',
        '    """Say what an age is called."""',
        '    if age < 0:',
        '        raise ValueError("age cannot be negative")',
        '    return "minor" if age < 18 else "adult"',
        '',
        'def ratio(part: float, whole: float) -> float:',
        '    return part / (whole or 1.0) / 3',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain("with pytest.raises(ValueError, match='age cannot be negative'):")
    expect(source).toContain("== 'minor'")
    expect(source).toContain("== 'adult'")
    expect(source).toContain('pytest.approx(')
    const { functions } = await observe(place)
    expect(
      functions.map(({ qualifiedName, lines, coveredLines }) => [qualifiedName, lines, coveredLines]),
    ).toEqual([
      ['classify', 3, 3],
      ['ratio', 1, 1],
    ])
  })

  it('writes the same bytes for the same seed', async () => {
    const place = await sample(
      'def tokens(text: str) -> set:\n    return {word.lower() for word in text.split()} - {"a", "the"}\n',
    )
    const [first, second] = [await observe(place), await observe(place)]
    expect(first.testSource).toBe(second.testSource)
    expect(first.testSource).toContain('assert sample.tokens(')
  })

  it('looks at objects, changed arguments, output, iterators, coroutines and returned functions', async () => {
    const place = await sample(
      [
        'class Stack:',
        '    def __init__(self, items: list = ()):',
        '        self.items = list(items)',
        '    def push(self, item: int) -> None:',
        '        self.items.append(item)',
        '    def pop(self):',
        '        if not self.items:',
        '            raise IndexError("pop from an empty stack")',
        '        return self.items.pop()',
        '    def __len__(self):',
        '        return len(self.items)',
        '',
        'def drain(values: list) -> int:',
        '    count = len(values)',
        '    values.clear()',
        '    return count',
        '',
        'def greet(name: str) -> None:',
        '    print(f"Hello, {name}!")',
        '',
        'def countdown(start: int):',
        '    while True:',
        '        yield start',
        '        start -= 1',
        '',
        'async def later(value: int) -> int:',
        '    return value + 1',
        '',
        'def adder(amount: int):',
        '    def add(value: int) -> int:',
        '        return value + amount',
        '    return add',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain("match='pop from an empty stack'")
    expect(source).toMatch(/stack\.push\(.+\) is None\n {4}assert stack\.items == \[/)
    expect(source).toContain('len(sample.Stack(')
    expect(source).toMatch(/assert values == \[\]/)
    expect(source).toMatch(/captured\.out == 'Hello, .*!\\n'/)
    expect(source).toContain('itertools.islice(sample.countdown(')
    expect(source).toContain('asyncio.run(sample.later(')
    expect(source).toMatch(/sample\.adder\(.*\)\(/)
  })

  it('tests what a module only states', async () => {
    const place = await sample(
      [
        'import enum',
        'from dataclasses import dataclass',
        'from typing import Protocol',
        'LIMIT = 3',
        'class Color(enum.Enum):',
        '    RED = 1',
        '    BLUE = 2',
        'class ParseError(ValueError):',
        '    pass',
        '@dataclass',
        'class Point:',
        '    x: int',
        '    y: int = 4',
        'class Shape(Protocol):',
        '    def area(self) -> float: ...',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain('assert sample.LIMIT == 3')
    expect(source).toContain('assert sample.Color.BLUE.value == 2')
    expect(source).toContain('assert issubclass(sample.ParseError, ValueError)')
    expect(source).toMatch(/sample\.Point\(.*\) == sample\.Point\(x=.*, y=4\)/)
    expect(source).toContain('assert callable(sample.Shape.area)')
  })
})

describe('observeModule on the surroundings', { timeout: TIMEOUT_MS }, () => {
  it('drops what is not the same twice, and keeps the rest', async () => {
    const place = await sample(
      [
        'import os, random, time, uuid',
        'def coin(): return random.choice([0, 1])',
        'def stamp(): return time.time()',
        'def token(): return uuid.uuid4().hex',
        'def order(text: str): return str({"a", "b", "c", "d", text})',
        'def where(): return os.getcwd()',
        'def triple(n: int) -> int: return n * 3',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain('assert sample.triple(')
    expect(source).not.toMatch(/assert sample\.(coin|stamp|token|order|where)\(/)
  })

  it('gives files, arguments and input to code that wants them', async () => {
    const place = await sample(
      [
        'import sys',
        'def first_line(path: str) -> str:',
        '    with open(path) as handle:',
        '        return handle.readline().strip() or "nothing"',
        'def main() -> int:',
        '    if len(sys.argv) < 2:',
        '        print("usage: prog NAME")',
        '        return 2',
        '    return 0',
        'def ask() -> str:',
        '    return input("name? ").strip().upper()',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain('write_file(tmp_path /')
    expect(source).toContain("monkeypatch.setattr('sys.argv', ['prog'])")
    expect(source).toContain("monkeypatch.setattr('sys.stdin',")
  })

  it('imports packages with relative imports below src', async () => {
    const place = await project(
      {
        'src/acme/__init__.py': '',
        'src/acme/units.py': 'FACTOR = 12\n',
        'src/acme/convert.py':
          'from .units import FACTOR\n\ndef inches(feet: int) -> int:\n    return feet * FACTOR\n',
      },
      'src',
      'acme.convert',
    )
    expect(await verified(place)).toContain('from acme import convert')
  })

  it('takes inputs from outside and finds the expected values itself', async () => {
    const place = await sample(
      'def unlock(code: str) -> str:\n    return "open" if code == "".join(reversed("9-B-terces")) else "shut"\n',
    )
    const source = await verified(place, { extraInputs: { unlock: ["'secret-B-9'"] } })
    expect(source).toContain("assert sample.unlock('secret-B-9') == 'open'")
  })
})

describe('observeModule on hostile code', { timeout: TIMEOUT_MS }, () => {
  it('loses nothing to calls that exit, hang, print, crash or reach out', async () => {
    const place = await sample(
      [
        'import ctypes, os, socket, subprocess, sys, threading, builtins',
        'def leave(n: int): os._exit(n)',
        'def quit(n: int): sys.exit(n)',
        'def forever(n: int):',
        '    while True: n += 1',
        'def crash(n: int): ctypes.string_at(0)',
        'def shout(n: int): os.write(1, b"x" * 100000)',
        'def connect(host: str): socket.create_connection((host, 80))',
        'def spawn(name: str): subprocess.run(["touch", name])',
        'def remove(path: str): os.remove(path)',
        'def thread(n: int): threading.Thread(target=print).start()',
        'def break_len(n: int): builtins.len = None',
        'def last(n: int) -> int: return n - 1',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain('assert sample.last(')
    expect(source).not.toMatch(/sample\.(leave|forever|crash|spawn|thread)\(|sample\.connect\('/)
  })

  it('loses nothing to calls that close, replace or leave behind', async () => {
    const place = await sample(
      [
        'import atexit, json, os, pickle, sys, builtins',
        'def close_all(n: int): os.closerange(0, 64); return n',
        'def at_exit(n: int): atexit.register(print, "{}"); return n',
        'def patch_json(n: int): json.dumps = json.loads = pickle.dumps = None; return n',
        'def patch_builtins(n: int): builtins.isinstance = builtins.open = None; return n',
        'def out_of_memory(n: int): return len(bytearray(1 << 40))',
        'def last(n: int) -> int: return n - 1',
      ].join('\n'),
    )
    const source = await verified(place)
    expect(source).toContain('assert sample.last(')
    expect(source).not.toMatch(/sample\.(close_all|patch_builtins)\(/)
  })

  const FORGED = JSON.stringify({
    type: 'result',
    testSource: 'def test_x():\n    assert "forged"\n',
    functions: [],
    stats: null,
    reason: null,
    durationMs: 1,
  })
  const SPEAK = `{'type': 'result', 'testSource': 'def test_x(): assert "forged"', 'functions': [], 'stats': None, 'reason': None}`
  const double = '\ndef double(n: int) -> int:\n    return n * 2\n'

  it.each([
    ['every descriptor', `for fd in range(64): write(fd, LINE)`],
    [
      'the descriptors of its parents',
      `for pid in (1, 2, os.getppid()):\n  for fd in range(16): reopen(pid, fd)`,
    ],
    ['stdout at exit', `import atexit; atexit.register(print, LINE.decode())`],
    ['channels by frames', `speak(*[value for frame in frames() for value in frame.f_locals.values()])`],
    ['channels in memory', `import gc; speak(*gc.get_objects())`],
  ])('does not believe a result that the module writes to %s', async (_where, attack) => {
    const place = await sample(
      [
        'import os, sys',
        `LINE = rb'''${FORGED}\n'''`,
        'def write(fd, line):',
        '  try: os.write(fd, line)',
        '  except OSError: pass',
        'def reopen(pid, fd):',
        '  try: open(f"/proc/{pid}/fd/{fd}", "wb", buffering=0).write(LINE)',
        '  except OSError: pass',
        'def frames():',
        '  frame = sys._getframe()',
        '  while frame: yield frame; frame = frame.f_back',
        'def speak(*values):',
        '  for value in values:',
        `    if type(value).__name__ == "Channel": value.send(${SPEAK})`,
        attack,
        double,
      ].join('\n'),
    )
    const { testSource, reason } = await observe(place)
    expect(testSource ?? '').not.toMatch(/^def test_x/m)
    expect(testSource?.includes('sample.double(') ?? reason?.text.includes('name of the observer')).toBe(true)
  })

  it.each([
    ['json', 'import json\njson.dumps = json.loads = json.JSONEncoder.encode = lambda *a, **k: "null"'],
    ['pickle', 'import pickle, base64\npickle.dumps = pickle.loads = base64.b64encode = lambda *a: b""'],
    ['open', 'import builtins\nbuiltins.open = lambda *a, **k: None'],
    ['the standard streams', 'import os\nfor fd in range(3): os.close(fd)'],
  ])('observes a module that replaces or closes %s', async (_what, attack) => {
    const { testSource } = await observe(await sample(`${attack}${double}`))
    expect(testSource).toContain('assert sample.double(')
  })

  it('says so when a module takes from it what it needs', async () => {
    const attack = 'import builtins, os\nos.closerange(3, 256)\nbuiltins.len = None\n'
    const { reason } = await observe(await sample(attack))
    expect(reason?.kind).toBe('engine-died')
    expect(reason?.text).toContain('closes or replaces')
  })

  it('says why nothing can be observed', async () => {
    const reason = async (source: string, options: Options = {}) =>
      (await observe(await sample(source), options)).reason?.kind
    expect(await reason('import os\nos._exit(3)\n')).toBe('exits-on-import')
    expect(await reason('import sys\nsys.exit(3)\n')).toBe('exits-on-import')
    expect(await reason('import surely_not_installed\n')).toBe('missing-dependency')
    expect(await reason('x = 1 / 0\n')).toBe('import-error')
    expect(await reason('def f(:\n')).toBe('syntax-error')
    expect(await reason('# nothing here\n')).toBe('nothing-to-assert')
    expect(await reason('while True: pass\n', { budgetMs: 1_500 })).toBe('import-timeout')
  })

  it('keeps the time budget, reports progress, and can be cancelled', async () => {
    const place = await sample(
      'import time\ndef nap(n: int) -> int:\n    time.sleep(30)\n    return n\nX = 1\n',
    )
    const phases = new Set<ObservationProgress['phase']>()
    const began = performance.now()
    const { reason, durationMs } = await observe(place, {
      budgetMs: 4_000,
      onProgress: ({ phase }) => phases.add(phase),
    })
    expect(reason).toBeNull()
    // What blocks counts against the budget; waiting for a busy processor does not.
    expect(durationMs).toBeLessThan(10_000)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(phases).toContain('explore')
    const cancelled = await observe(place, { signal: AbortSignal.abort() })
    expect(cancelled.reason?.kind).toBe('cancelled')
  })
})
