import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type PlantMistakesRequest, plantMistakes } from './plant-mistakes'
import type { PythonToolchain } from './python-toolchain'
import { requireToolchain } from './toolchain'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const projects = mkdtempSync(path.join(tmpdir(), 'assay-mistakes-'))
let toolchain: PythonToolchain
beforeAll(async () => {
  toolchain = await requireToolchain()
})
afterAll(() => rmSync(projects, { recursive: true }))

let projectCount = 0
/** Plants mistakes in a file `pkg/mod.py`; all its lines are taken to be run. */
function plantIn(source: string, testSource: string, more: Partial<PlantMistakesRequest> = {}) {
  projectCount += 1
  const projectDir = path.join(projects, String(projectCount))
  mkdirSync(path.join(projectDir, 'pkg'), { recursive: true })
  writeFileSync(path.join(projectDir, 'pkg/__init__.py'), '')
  writeFileSync(path.join(projectDir, 'pkg/mod.py'), source)
  return plantMistakes({
    projectDir,
    sourceRoot: '',
    moduleName: 'pkg.mod',
    modulePath: 'pkg/mod.py',
    testSource,
    coveredLines: source.split('\n').map((_, index) => index + 1),
    seed: 'seed',
    most: 100,
    ...more,
  })
}

const changes = (run: Awaited<ReturnType<typeof plantIn>>) =>
  (run.measured?.survivors ?? []).map(({ line, before, after }) => `${line}: ${before} → ${after}`)

const NOTHING_ASKED = 'from pkg import mod\n\ndef test_imports():\n    assert mod is not None\n'
const runners = [
  ['pytest', (): PythonToolchain => toolchain],
  ['stdlib', (): PythonToolchain => ({ ...toolchain, pytestVersion: null, coverageVersion: null })],
] as const

describe.each(runners)('with %s', (_runner, pick) => {
  it('counts what the tests notice and names what they miss', async () => {
    const source = `def sign(x, least=0):
    if x > least:
        return 1
    return -1


def total(values):
    amount = 0
    for value in values:
        amount += value
    return amount
`
    const tests = `from pkg.mod import sign, total

def test_sign():
    assert sign(5) == 1
    assert sign(-5) == -1
    # Files of one run do not lie in the way of the next.
    open("left.txt", "x").close()

def test_total():
    assert total([2, 3]) == 5
`
    const { measured, reason, sandbox } = await plantIn(source, tests, { toolchain: pick() })
    expect([reason, sandbox]).toEqual([null, expect.stringMatching(/bubblewrap|landlock/)])
    expect(measured).toEqual({
      mutantsRun: 14,
      mutantsKilled: 11,
      mutantsTimedOut: 0,
      possible: 14,
      survivors: [
        { line: 1, before: 'x, least=0', after: 'x, least=1' },
        { line: 1, before: 'x, least=0', after: 'x, least=-1' },
        { line: 2, before: 'x > least', after: 'x >= least' },
      ].toSorted((one, other) => one.line - other.line),
    })
  })
})

describe('mistakes', () => {
  const source = `"""Words, 1."""
import logging
from typing import TypeVar

log = logging.getLogger(__name__)
__all__ = ["go"]
T = TypeVar("T")


@staticmethod
def go(a: "int", b: float = 1.5) -> "int":
    """Words, 2."""
    log.warning("said %s", 3 + 4)
    if not a:
        raise ValueError("bad " + str(5))
    for each in [a]:
        if each and b:
            break
        continue
    word = "x" + "y"
    return a * 2 if a in (6,) else True


if __name__ == "__main__":
    print(7)
`

  it('are of every kind, and none is planted where no test could be blamed', async () => {
    const run = await plantIn(source, NOTHING_ASKED, { toolchain })
    expect(changes(run).toSorted()).toEqual(
      [
        "11: a: 'int', b: float=1.5 → a: 'int', b: float=2.5",
        '14: not a → a',
        '17: each → not each',
        '17: b → not b',
        '17: each and b → each or b',
        '18: break → continue',
        '19: continue → break',
        "20: 'x' + 'y' → '' + 'y'",
        "20: 'x' + 'y' → 'x' + ''",
        '21: a * 2 → a * 1',
        '21: a * 2 → a * 3',
        '21: a * 2 → a / 2',
        '21: (6,) → (5,)',
        '21: (6,) → (7,)',
        '21: a in (6,) → a not in (6,)',
        '21: a * 2 if a in (6,) else True → a * 2 if a in (6,) else False',
        '21: return a * 2 if a in (6,) else True → return None',
      ].toSorted(),
    )
  })

  it('takes code that does not end, or cannot be imported, for noticed, and goes on', async () => {
    const source = `LIMITS = [1, 2]
MOST = LIMITS[1]


def count(until):
    number = 0
    while number < until:
        number += 1
    return number
`
    const tests = 'from pkg.mod import MOST, count\n\ndef test_count():\n    assert count(MOST) == 2\n'
    const run = await plantIn(source, tests, { toolchain })
    expect(run.measured).toMatchObject({ mutantsRun: 14, mutantsKilled: 9, mutantsTimedOut: 2 })
    expect(changes(run).toSorted()).toEqual([
      '1: [1, 2] → [0, 2]',
      '1: [1, 2] → [2, 2]',
      '6: number = 0 → number = -1',
      '6: number = 0 → number = 1',
      '8: number += 1 → number += 2',
    ])
  })

  it('are the same for the same seed, at most as many as are asked for, on lines that were run', async () => {
    const asked = { toolchain, most: 3, coveredLines: [14, 17, 18, 19, 21] }
    const first = await plantIn(source, NOTHING_ASKED, asked)
    expect(new Set(first.measured?.survivors.map(({ line }) => line)).size).toBe(3)
    expect(changes(await plantIn(source, NOTHING_ASKED, asked))).toEqual(changes(first))
    expect(changes(await plantIn(source, NOTHING_ASKED, { ...asked, seed: 'other' }))).not.toEqual(
      changes(first),
    )
  })
})

describe('code that takes too much', () => {
  it('is caught by its own, whatever else is tried', async () => {
    const source = `def grow(until):
    items = [0]
    while True:
        items = items * 2
        if len(items) >= until:
            break
    return len(items)
`
    const tests = 'from pkg.mod import grow\n\ndef test_grow():\n    assert grow(4) == 4\n'
    const { measured } = await plantIn(source, tests, { toolchain, coveredLines: [5, 6, 7] })
    expect(measured).toMatchObject({ mutantsRun: 4, mutantsKilled: 4, mutantsTimedOut: 0 })
  })

  it('may need much by itself', async () => {
    const source = 'import mmap\n\nROOM = mmap.mmap(-1, 800 << 20)\n\n\ndef one():\n    return 1\n'
    const tests = 'from pkg.mod import one\n\ndef test_one():\n    assert one() == 1\n'
    const { measured, reason } = await plantIn(source, tests, { toolchain, coveredLines: [7] })
    expect([reason, measured?.mutantsRun, measured?.mutantsKilled]).toEqual([null, 3, 3])
  })
})

describe('code that meddles with the measurement', () => {
  it('is caught by what it writes where answers go, without end or without sense, and costs no other mistake its turn', async () => {
    const source = `import os


def say(what):
    for number in range(3, 40):
        try:
            os.write(number, what)
        except OSError:
            pass


def one():
    return 1 if os.sep == "/" else say(b"nonsense\\n")


def two():
    while os.sep != "/":
        say(b"x" * 65536)
    return 2
`
    const tests = `from pkg.mod import one, two

def test_one():
    assert one() == 1

def test_two():
    assert two() == 2
`
    const run = await plantIn(source, tests, { toolchain, coveredLines: [13, 17] })
    expect(run.measured).toMatchObject({ mutantsRun: 8, mutantsKilled: 7, mutantsTimedOut: 0 })
    expect(run.isComplete).toBe(true)
  })

  it('does not find what the events of the measurement are signed with', async () => {
    const tests = `import gc
import types
from pkg.mod import one

def test_nothing_is_left():
    made = [each for each in gc.get_objects() if isinstance(each, types.FunctionType)]
    senders = [each for each in made if each.__qualname__ == "Reporter.__init__.<locals>.send"]
    cells = [cell.cell_contents for sender in senders for cell in sender.__closure__]
    assert cells and not any(isinstance(each, str) for each in cells)
    assert one() == 1
`
    const { reason, measured } = await plantIn('def one():\n    return 1\n', tests, { toolchain })
    expect([reason, measured?.mutantsKilled]).toEqual([null, 3])
  })
})

describe('nothing is measured, and it says why', () => {
  const code = 'def one():\n    return 1\n'

  it.each([
    ['where there is nothing to plant', 'import os\n', NOTHING_ASKED, {}, 'hold nothing to plant'],
    [
      'where the tests do not pass',
      code,
      'from pkg.mod import one\n\ndef test_one():\n    assert one() == 2\n',
      {},
      'did not pass where mistakes are planted (test_one)',
    ],
    [
      'where the tests take all the time',
      code,
      'import time\n\ndef test_long():\n    time.sleep(9)\n',
      { totalMs: 1500 },
      'took too long',
    ],
    ['where Python cannot read the module', 'def one(:\n', NOTHING_ASKED, {}, 'ended before it began'],
  ] as const)('%s', async (_title, source, tests, more, words) => {
    const run = await plantIn(source, tests, { toolchain, ...more })
    expect(run.measured).toBeNull()
    expect(run.reason).toContain(words)
  })

  it('believes no code that ends the process as if all tests had passed', async () => {
    const source = `import os


def one():
    return 1 if os.sep == "/" else os._exit(0)
`
    const tests = 'from pkg.mod import one\n\ndef test_one():\n    assert one() == 1\n'
    const { measured } = await plantIn(source, tests, { toolchain })
    expect(measured?.survivors.map(({ after }) => after).toSorted()).toEqual(['os._exit(-1)', 'os._exit(1)'])
  })
})
