import { expect, test } from 'vitest'
import { splitSteps } from './git-refs'

test.each([
  ['main', 'main', ''],
  [' HEAD~6 ', 'HEAD', '~6'],
  ['v1^', 'v1', '^'],
  ['fix/a^2~~3', 'fix/a', '^2~~3'],
  ['main^{tree}', 'main^{tree}', ''],
  ['~1', '~1', ''],
  ['main~1:app.py', 'main~1:app.py', ''],
])('steps back are told from the name: %s', (ref, name, steps) => {
  expect(splitSteps(ref)).toEqual({ name, steps })
})
