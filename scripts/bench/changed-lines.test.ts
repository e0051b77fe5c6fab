import { expect, it } from 'vitest'
import { findFaults } from './changed-lines'

const module = (source: string) => ({ path: 'm.py', source })
const wrong =
  'def f(a):\n    for x in a:\n        print(y)\n        print(x)\n    return a\n\n"""\nf(x)\n"""\n'

it.each([
  ['a changed line', wrong.replace('print(y)', 'print(x, x)'), [3], [2]],
  [
    'a line that is missing',
    wrong.replace('        print(x)\n', '        print(x)\n        print()\n'),
    [4, 5],
    [2],
  ],
  ['a line too many', wrong.replace('        print(y)\n', ''), [3], [2]],
  ['a line of the function itself', wrong.replace('return a', 'return 1'), [5], []],
  ['words outside of functions', wrong.replace('"""\nf(x)', '"""\nf(y)'), [], []],
])('tells where the fault is: %s', async (_, right, lines, heads) => {
  const [place] = await findFaults([module(wrong)], [module(right)])
  expect(place).toEqual({ lines: new Set(lines), heads: new Set(heads) })
})
