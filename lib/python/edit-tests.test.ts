import { execFileSync } from 'node:child_process'
import { describe, expect, it, vi } from 'vitest'
import { dropTests } from './drop-tests'
import { listTests } from './list-tests'
import { mergeTests } from './merge-tests'
import { requireToolchain } from './toolchain'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Runs a merged file under the plain interpreter, calling each test. */
async function runPlainly(source: string): Promise<string> {
  const { interpreter } = await requireToolchain()
  const calls =
    '\nfor _name, _test in list(globals().items()):\n    if _name.startswith("test_"): _test(); print(_name)\n'
  return execFileSync(interpreter, ['-c', source + calls], { encoding: 'utf8' })
}

describe('listTests', () => {
  it('lists functions and methods as pytest collects them and sees what asserts', async () => {
    const source = `
import pytest, unittest
def check(x):
    assert x
def test_plain(): assert 1 == 1
def test_raises():
    with pytest.raises(ValueError): int("x")
def test_by_helper(): check(1)
def test_nothing(): print("hello")
def test_trivial(): assert True
async def test_async(): assert await f()
class TestThings:
    def test_a(self): assert 1 == 2
    def helper(self): pass
class TestWithInit:
    def __init__(self): pass
    def test_never(self): assert 0
class Base(unittest.TestCase):
    def test_base(self): self.assertEqual(1, 1)
class Derived(Base):
    pass
`
    const listed = await listTests(source)
    expect(listed.syntaxError).toBeNull()
    expect(listed.tests.map(({ id, hasAssertion }) => ({ id, hasAssertion }))).toEqual([
      { id: 'test_plain', hasAssertion: true },
      { id: 'test_raises', hasAssertion: true },
      { id: 'test_by_helper', hasAssertion: true },
      { id: 'test_nothing', hasAssertion: false },
      { id: 'test_trivial', hasAssertion: false },
      { id: 'test_async', hasAssertion: true },
      { id: 'TestThings::test_a', hasAssertion: true },
      { id: 'Base::test_base', hasAssertion: true },
      { id: 'Derived::test_base', hasAssertion: true },
    ])
  })

  it('says on which lines each test stands, with its decorators and comments', async () => {
    const source = 'import x\n\n# about a\n@x.mark\ndef test_a():\n    assert x\n\ndef test_b(): assert x\n'
    expect((await listTests(source)).tests).toMatchObject([
      { id: 'test_a', startLine: 3, endLine: 6 },
      { id: 'test_b', startLine: 8, endLine: 8 },
    ])
  })

  it('says where a file does not parse', async () => {
    expect(await listTests('def test_a():\n    assert (1\n')).toMatchObject({
      tests: [],
      syntaxError: { line: 2 },
    })
    expect(await listTests('return 1')).toMatchObject({ tests: [], syntaxError: { line: 1 } })
  })
})

describe('dropTests', () => {
  const source = `import pytest


# about a
@pytest.mark.parametrize("x", [1, 2])
def test_a(x):
    assert x   # odd   spacing stays


class TestB:
    """Docs."""

    def test_one(self):
        assert 1

    def test_two(self):
        assert 2


def helper():
    return 1


def test_c():
    assert helper() == 1
`
  it('takes out a test with its decorators and comments and keeps the rest as written', async () => {
    expect(await dropTests(source, ['test_a[2]'])).toBe(source.replace(/# about a[\s\S]*?stays\n\n\n/, ''))
  })

  it('takes out the last method and the last test without leaving gaps', async () => {
    expect(await dropTests(source, ['TestB::test_two'])).toBe(
      source.replace(/\n {4}def test_two[\s\S]*?assert 2\n/, ''),
    )
    expect(await dropTests(source, ['test_c'])).toBe(source.replace(/\n\n\ndef test_c[\s\S]*/, '\n'))
  })

  it('takes out a class that loses all its tests', async () => {
    expect(await dropTests(source, ['TestB::test_one', 'TestB::test_two'])).toBe(
      source.replace(/class TestB[\s\S]*?assert 2\n\n\n/, ''),
    )
  })

  it('changes nothing for unknown ids', async () => {
    expect(await dropTests(source, ['test_zzz'])).toBe(source)
  })

  it('refuses what is not Python', async () => {
    await expect(dropTests('def', [])).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('mergeTests', () => {
  it('unites imports, keeps equal helpers once and renames what clashes', async () => {
    const first = `"""First."""
import os
from math import floor

LIMIT = 1


def double(x):
    return 2 * x


def test_same():
    assert double(1) == 2


def test_size():
    assert LIMIT == 1 and floor(1.5) == 1 and os.sep
`
    const second = `"""Second."""
from __future__ import annotations
import os
from math import ceil, floor
from operator import add as double

LIMIT = 2   # spacing stays


def test_same():
    # a comment about double
    assert double(1, 2) == 3 and "double" != 'LIMIT'


def test_size():
    assert LIMIT == 2 and ceil(1.5) == 2 and os.sep


def test_local():
    LIMIT = 5
    assert LIMIT == 5
`
    const { source: merged, renamed } = await mergeTests(first, second)
    expect(merged).toContain(
      [
        '"""First."""\n',
        'from __future__ import annotations\n',
        'import os\nfrom math import ceil, floor\nfrom operator import add as double_2\n\n\nLIMIT = 1',
      ].join('\n'),
    )
    expect(merged).toContain('LIMIT_2 = 2   # spacing stays')
    expect(merged).toContain('    LIMIT = 5\n    assert LIMIT == 5')
    expect(merged).not.toContain('Second.')
    expect(renamed).toEqual({
      double: 'double_2',
      LIMIT: 'LIMIT_2',
      test_same: 'test_same_2',
      test_size: 'test_size_2',
    })
    expect(await runPlainly(merged)).toBe('test_same\ntest_size\ntest_same_2\ntest_size_2\ntest_local\n')
  })

  const byModel = `"""Tests of fall1."""

from fall1 import add_fall1
import pytest
import re


def test_add():
    assert add_fall1(1, 2) == add_fall1(2, 1), ("add_fall1 of ä", add_fall1)
`
  const observed = `"""Observed."""

import collections

import fall1


def test_seen():
    assert fall1.add_fall1(1, 2) == 3
`

  it('groups imports as isort does and calls the module under test one way', async () => {
    const { source } = await mergeTests(byModel, observed, undefined, 'fall1')
    expect(source).toBe(`"""Tests of fall1."""

import collections
import re

import pytest

import fall1


def test_add():
    assert fall1.add_fall1(1, 2) == fall1.add_fall1(2, 1), ("add_fall1 of ä", fall1.add_fall1)


def test_seen():
    assert fall1.add_fall1(1, 2) == 3
`)
  })

  it.each([
    ['a local variable', '    add_fall1 = 2\n    assert add_fall1\n'],
    ['a parameter', '    assert (lambda fall1: add_fall1)(1)\n'],
    ['an f-string', '    assert f"{add_fall1}"\n'],
  ])('keeps both imports where %s makes names ambiguous', async (_what, body) => {
    const { source } = await mergeTests(
      `${byModel}\n\ndef test_odd():\n${body}`,
      observed,
      undefined,
      'fall1',
    )
    expect(source).toContain('import fall1\nfrom fall1 import add_fall1\n')
    expect(source).toContain('assert add_fall1(1, 2)')
  })

  it('does not repeat equal tests and is stable', async () => {
    const file = 'from math import ceil\n\n\ndef test_a():\n    assert ceil(0.5) == 1\n'
    expect(await mergeTests(file, file)).toEqual({ source: file, renamed: {} })
  })

  it('renames fixtures together with the parameters that ask for them', async () => {
    const file = (value: number) => `import pytest


@pytest.fixture
def number():
    return ${value}


def test_number_${value}(number):
    assert number == ${value}
`
    const { source: merged } = await mergeTests(file(1), file(2))
    expect(merged).toContain('def number_2():')
    expect(merged).toContain('def test_number_2(number_2):\n    assert number_2 == 2')
    expect(merged).toContain('def test_number_1(number):\n    assert number == 1')
  })

  it('keeps a test that is written alike but calls another helper', async () => {
    const file = (value: number) =>
      `def made():\n    return ${value}\n\n\ndef test_made():\n    assert made() > 0\n`
    const { source, renamed } = await mergeTests(file(1), file(2))
    expect(renamed).toEqual({ made: 'made_2', test_made: 'test_made_2' })
    expect(source).toContain('def test_made_2():\n    assert made_2() > 0')
    expect(await runPlainly(source)).toBe('test_made\ntest_made_2\n')
  })
})
