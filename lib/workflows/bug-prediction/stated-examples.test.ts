import { describe, expect, it } from 'vitest'
import { areLiteralArguments, isLiteral } from './python-literal'
import { assertExample, statedExamples } from './stated-examples'

describe('literals', () => {
  it.each([
    ...["'a'", '"it\'s"', '-1.5e-3', '[]', '[1, (2,), {3}]', "{'a': [None], 'b': -1}", '()', '{1: 2,}', '0'],
    ...['[\n 1,\n 2,\n]', ' True '],
  ])('%s is one', (text) => expect(isLiteral(text)).toBe(true))

  it.each([
    ...['', '1 2', 'f(1)', '[1', '[1,, 2]', '01', "b'a'", "'a' 'b'", '{1: 2, 3}', "-'a'", 'x', '[0] * 3'],
    ...["'\\x41'", '1 + 2', "'a\nb'", '...', '<object at 0x1>', '__import__("os")', '[x=1]'],
  ])('%j is none', (text) => expect(isLiteral(text)).toBe(false))

  it.each<[string, boolean]>([
    ['', true],
    ['1, b=[2]', true],
    ['items=[1], start=0.5,', true],
    ['b=1, 2', false],
    ['b=1, b=2', false],
    ['a == 1', false],
    ['open("/etc/passwd")', false],
  ])('arguments %j: %s', (text, expected) => expect(areLiteralArguments(text)).toBe(expected))
})

describe('examples that a text states', () => {
  const source = `def walk(tree, deep=True):
    '''Walks.

    >>> walk([1, [2]])  
    [1, 2]
    >>> list(walk(
    ...     [3],
    ...     deep=False))
    [3]
    '''


"""
    >>> walk([])
    []"""
`

  it('are calls with literals whose result is a literal', () => {
    expect(statedExamples(source, 'walk')).toEqual([
      { call: 'walk([1, [2]])', result: '[1, 2]' },
      { call: 'list(walk( [3], deep=False))', result: '[3]' },
      { call: 'walk([])', result: '[]' },
    ])
    expect(statedExamples(source, 'alk')).toEqual([])
  })

  it.each([
    ['names that come from elsewhere', '>>> f(tree)\n1'],
    ['what is compared as text only', '>>> f(1)\n<generator object>'],
    ['several lines of output', '>>> f(1)\n1 2\n3'],
    ['an error', '>>> f(1)\nTraceback (most recent call last):\nValueError'],
    ['nothing shown', '>>> f(1)\n\n1'],
    ['what is marked', '>>> f(1)  # doctest: +SKIP\n1'],
    ['part of a larger term', '>>> f(1) + f(2)\n3'],
    ['rounded numbers in a list', '>>> f(1)\n[0.3333]'],
    ['another method of that name', '>>> box.f(1)\n1'],
  ])('leave out %s', (_what, text) => {
    expect(statedExamples(`"""\n${text}\n"""`, 'f')).toEqual([])
  })

  it('hold for the same value, what is written the same way, and a rounded one', () => {
    expect(assertExample({ call: 'f(1)', result: "'a'" })).toBe(
      "    result = f(1)\n    assert result == 'a' or repr(result) == \"'a'\"",
    )
    expect(assertExample({ call: 'f(1)', result: '0.33' })).toBe(
      '    assert abs(f(1) - 0.33) <= 0.01 * abs(0.33) + 0.005',
    )
  })
})
