import { describe, expect, it } from 'vitest'
import { fakeDetection } from '@/lib/testing/fake-analysis'
import type { FileSymbol } from '../analysis-port'
import { callArguments } from './call-arguments'
import { failsAsStated } from './fails-as-stated'
import { planProbes, statedExceptions, writeProbes } from './plan-probes'

const symbol = (
  qualifiedName: string,
  signature: string,
  kind: FileSymbol['kind'] = 'function',
): FileSymbol => ({
  qualifiedName,
  kind,
  signature,
  startLine: 1,
  endLine: 9,
})

describe('callArguments', () => {
  it.each([
    ['def f()', [''], false],
    ['def f(a: int = 1, *, b: int = 2) -> int', [''], false],
    ['def f(a: bool)', ['True', 'False'], false],
    ['def f(self, a: bool, *args, **rest)', ['True', 'False'], true],
    ['def f(a: dict[str, int])', ["{'a': 1, 'b': 2}", '{}'], false],
    ['def f(request: Request)', [], false],
    ['def f(a, b, c, d)', [], false],
    ['def f(a: Callable[[int], int] = (lambda n: n))', [''], false],
  ])('%s', (signature, calls, isMethod) => {
    expect(callArguments({ signature }, isMethod)).toEqual(calls)
  })

  it('tries realistic values first and not more than 48 calls', () => {
    const calls = callArguments({ signature: 'def f(items, other)' }, false)
    expect(calls[0]).toBe('[3, 1, 2], [3, 1, 2]')
    expect(calls).toHaveLength(48)
  })
})

const detection = (more: Parameters<typeof fakeDetection>[2]) =>
  fakeDetection({ path: 'pkg/mod.py', source: 'x\n' }, 1, { qualifiedName: 'last', ...more })

const at = { prefix: 'bug_1', source: '' }

describe('planProbes', () => {
  const symbols = [symbol('last', 'def last(items: list[int])')]

  it('reaches a function within another through the outer one', () => {
    const nested = [...symbols, symbol('last.step', 'def step(place)')]
    const of = (rule: string) =>
      planProbes(detection({ rule, qualifiedName: 'last.step', trigger: 'RecursionError.' }), nested, at)
    expect(of('endless-recursion')[0]).toMatchObject({
      imports: 'last',
      code: 'def test_bug_1_1():\n    last([3, 1, 2])\n',
      exceptions: ['RecursionError'],
    })
    expect(of('mutable-default')).toEqual([])
  })

  it('calls what is said to raise, in the words of the trigger first', () => {
    const probes = planProbes(detection({ trigger: 'Call last([7]): IndexError.' }), symbols, at)
    expect(probes.map(({ code }) => code.split('\n')[1])).toEqual([
      '    last([7])',
      '    last([3, 1, 2])',
      '    last([1])',
      '    last([])',
    ])
    expect(probes[0]).toMatchObject({ name: 'test_bug_1_1', exceptions: ['IndexError'] })
    expect(writeProbes('pkg.mod', probes.slice(0, 1))).toBe(
      'from pkg.mod import last\n\n\ndef test_bug_1_1():\n    last([7])\n',
    )
  })

  it('runs nothing that a trigger holds but literals', () => {
    const trigger = 'Call last(__import__("os").system("id")): IndexError.'
    const probes = planProbes(detection({ trigger }), symbols, at)
    expect(probes.some(({ code }) => code.includes('__import__'))).toBe(false)
    const words = planProbes(detection({ trigger: 'Call last(items): IndexError.' }), symbols, at)
    expect(words[0]?.code).toContain('last([3, 1, 2])')
  })

  it('makes nothing of a detection that states no exception', () => {
    expect(planProbes(detection({ trigger: 'Any call.', message: 'It is odd.' }), symbols, at)).toEqual([])
  })

  it('compares two equal calls where a default is shared', () => {
    const [first] = planProbes(detection({ rule: 'mutable-default' }), symbols, at)
    expect(first?.code).toContain('second = last([3, 1, 2])')
    expect(first?.code).toContain('assert second == first')
  })

  it('tries what the text of the module states between what is spelt out and what is made up', () => {
    const source = '"""\n>>> last([4, 5])\n5\n>>> last(other)\n1\n"""\n'
    const spelt = detection({ trigger: 'Call last([7]): IndexError.' })
    const stated = 'def test_bug_1_stated_1():\n    result = last([4, 5])\n'
    expect(planProbes(spelt, symbols, { ...at, source }).slice(0, 3)).toMatchObject([
      { code: 'def test_bug_1_1():\n    last([7])\n' },
      { isExample: true, exceptions: [], code: `${stated}    assert result == 5 or repr(result) == "5"\n` },
      { code: 'def test_bug_1_2():\n    last([3, 1, 2])\n' },
    ])
    const silent = detection({ trigger: 'Any call.', message: 'It is odd.' })
    expect(planProbes(silent, symbols, { ...at, source })).toHaveLength(1)
  })

  it('asks for the same result in either order where one side is used up alone', () => {
    const uneven = detection({ rule: 'uneven-advance', trigger: 'Call last with “a” and “aa”.' })
    const of = (signature: string) => planProbes(uneven, [symbol('last', signature)], at)
    expect(of('def last(s, t)')).toMatchObject([
      { exceptions: [], code: "def test_bug_1_1():\n    assert last('aa', 'a') == last('a', 'aa')\n" },
    ])
    expect(of('def last(s, t, deep)')).toEqual([])
  })

  it('makes a chain where the function asks whether a link is None', () => {
    const chained = detection({ rule: 'none-dereference', quote: 'far.next', trigger: 'AttributeError' })
    const of = (text: string, all = [symbol('last', 'def last(node)')]) =>
      planProbes(chained, all, { ...at, source: `def last(node):\n    ${text}\n` })
    const chain = 'last(types.SimpleNamespace(next=None))'
    const probes = of('if far.next is None: return')
    expect(probes[0]?.code).toContain(chain)
    expect(writeProbes('pkg.mod', probes.slice(0, 1))).toMatch(/^import types\n\nfrom pkg\.mod import last\n/)
    expect(of('while near.next: step()')[0]?.code).toContain(chain)
    for (const others of [
      of('return far.next.next'),
      of('if a.next is None: b()', [symbol('last', 'def last(a, b)')]),
    ])
      expect(others.every(({ code }) => !code.includes('SimpleNamespace'))).toBe(true)
  })

  it('calls methods of what needs nothing to be made, and nothing asynchronous', () => {
    const own = [
      symbol('Box', 'class Box', 'class'),
      symbol('Box.last', 'def last(self)'),
      symbol('Box.later', 'async def later(self)'),
    ]
    const of = (qualifiedName: string, all = own) =>
      planProbes(detection({ qualifiedName, trigger: 'IndexError' }), all, at)
    expect(of('Box.last').map(({ code }) => code.split('\n')[1])).toEqual(['    Box().last()'])
    expect(of('Box.later')).toEqual([])
    expect(of('Box.last', [...own, symbol('Box.__init__', 'def __init__(self, size=3)')])).not.toEqual([])
    expect(of('Box.last', [...own, symbol('Box.__init__', 'def __init__(self, app: App)')])).toEqual([])
  })

  it('tries what never ends only with the call that is spelt out, as it takes its time', () => {
    const of = (trigger: string) => planProbes(detection({ rule: 'endless-loop', trigger }), symbols, at)
    expect(of('Call last with items=[1], start=0.5.')).toMatchObject([
      { exceptions: ['TestTookTooLong'], code: expect.stringContaining('last(items=[1], start=0.5)') },
    ])
    expect(of('Call last so that items > 1.')).toEqual([])
    expect(of('Call last with items=open("/etc/passwd").')).toEqual([])
  })

  it('knows which exceptions are stated', () => {
    expect(statedExceptions({ trigger: 'f(0): ZeroDivisionError', message: 'No AssertionError.' })).toEqual([
      'ZeroDivisionError',
    ])
  })
})

describe('failsAsStated', () => {
  const stated = { exceptions: ['IndexError'], modulePath: 'pkg/mod.py', lines: [{ start: 2, end: 2 }] }
  const message = (line: number, end: string) =>
    `test_bug.py:5: in test_bug\n    last([1])\n/in/pkg/mod.py:${line}: in last\n    return items[len(items)]\nE   ${end}`
  const failed = (text: string) => ({ outcome: 'failed' as const, message: text })

  it('takes the stated exception on its way through the line', () => {
    expect(failsAsStated(failed(message(2, 'IndexError: list index out of range')), stated)).toBe(true)
    const plain = 'Traceback:\n  File "/in/pkg/mod.py", line 2, in last\n    return\nIndexError: out of range'
    expect(failsAsStated(failed(plain), stated)).toBe(true)
  })

  it.each([
    ['another exception', failed(message(2, "TypeError: object of type 'int' has no len()"))],
    ['another line', failed(message(7, 'IndexError: list index out of range'))],
    ['another file of that name', failed(message(2, 'IndexError: x').replace('/mod.py', '/other_mod.py'))],
    ['an exception of the test itself', failed('test_bug.py:5: in test_bug\nE   IndexError: x')],
    ['words in its message', failed(message(2, 'ValueError: IndexError: list index'))],
    ['an error before the test', { outcome: 'error' as const, message: message(2, 'IndexError: x') }],
    ['a pass', { outcome: 'passed' as const, message: null }],
  ])('takes no %s', (_what, result) => {
    expect(failsAsStated(result, stated)).toBe(false)
  })

  it('of made-up inputs takes a wrong kind of value only where it is None', () => {
    const none = { ...stated, exceptions: ['AttributeError'], isMadeUp: true }
    const of = (kind: string) =>
      failed(message(2, `AttributeError: '${kind}' object has no attribute 'next'`))
    expect(failsAsStated(of('NoneType'), none)).toBe(true)
    expect(failsAsStated(of('list'), none)).toBe(false)
    expect(failsAsStated(of('list'), { ...none, isMadeUp: false })).toBe(true)
  })

  it('takes an example as broken by another result, or by raising in these lines', () => {
    const example = { ...stated, exceptions: [], isExample: true }
    expect(failsAsStated(failed('test_bug.py:5: in t\nE   assert (3 == 2 or '), example)).toBe(true)
    expect(failsAsStated(failed(message(2, 'KeyError: 3')), example)).toBe(true)
    expect(failsAsStated(failed(message(7, 'KeyError: 3')), example)).toBe(false)
    expect(failsAsStated(failed(message(2, 'PermissionError: no')), example)).toBe(false)
  })

  it('takes the assertion where a property is stated, and nothing else', () => {
    const property = { ...stated, exceptions: [] }
    expect(failsAsStated(failed('test_bug.py:5: in t\nE   assert 3 == 2'), property)).toBe(true)
    expect(failsAsStated(failed('test_bug.py:5: in t\nE   AssertionError: sees it'), property)).toBe(true)
    expect(failsAsStated(failed(message(2, 'IndexError: x')), property)).toBe(false)
  })
})
