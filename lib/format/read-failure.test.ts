import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf } from '@/lib/projects/snapshot-folders/snapshot-folder'
import { readFailure, withProjectPaths } from './read-failure'

const HASH = 'a1'.repeat(32)

describe('withProjectPaths', () => {
  test.each([
    ['invalid syntax (/in/shop/cart.py, line 3)', 'invalid syntax (shop/cart.py, line 3)'],
    ["No such file: '/in/data/x.json'", "No such file: 'data/x.json'"],
    ['File "/box/test_cart.py", line 2', 'File "test_cart.py", line 2'],
    [`File "/srv/my-data/snapshots/${HASH}/a/b.py"`, 'File "a/b.py"'],
    [`File "/srv/my-data/snapshots/${HASH}.12/a/b.py"`, 'File "a/b.py"'],
    [`cannot write to '/srv/snapshots/${HASH}.2'`, "cannot write to 'the project folder'"],
    [`It is in /srv/snapshots/${HASH}.2.`, 'It is in the project folder.'],
    ['/tmp/assay-box-12-aB3/test_a.py:4: AssertionError', 'test_a.py:4: AssertionError'],
    ["cannot write to '/in'", "cannot write to 'the project folder'"],
    ['https://example.com/in/x and built/in/place, /inputs/x, /index', null],
    ['3/in/4', null],
  ])('%s', (text, expected) => expect(withProjectPaths(text)).toBe(expected ?? text))
})

test('no path of the server is shown, wherever snapshots lie now', () => {
  const folder = path.resolve(folderOf(HASH))
  expect(withProjectPaths(`File "${folder}/shop/cart.py", line 3, below ${folder}`)).toBe(
    'File "shop/cart.py", line 3, below the project folder',
  )
})

describe('readFailure', () => {
  test.each([
    ['MemoryError', 'It needs more memory than the sandbox allows.'],
    [
      'Importing the module fails: URLError: <urlopen error [Errno -3] Temporary failure in name resolution>',
      'Importing the module fails: it needs the network, which the sandbox does not have.',
    ],
    [
      "Importing the module fails: FileNotFoundError: [Errno 2] No such file or directory: '/in/conf/app.toml'",
      'Importing the module fails: it needs the file conf/app.toml, which is not there.',
    ],
    [
      'Importing the module ends the process (SystemExit: 2): keep it under if __name__ == "__main__".',
      'Importing the module ends the process: keep it under if __name__ == "__main__".',
    ],
    ['It tries to reach the network (URLError: <urlopen error (a) x>).', 'It tries to reach the network.'],
    ['urllib.error.URLError: x', 'It needs the network, which the sandbox does not have.'],
    ['Importing the module ends the process (SystemExit: 2).', 'Importing the module ends the process.'],
  ])('%s', (text, sentence) => expect(readFailure(text)).toEqual({ sentence, raw: text }))

  test('an error of the code itself stays as it is, with the project’s paths', () => {
    const text = "Importing the module fails: ValueError: bad value in '/in/shop/rates.csv'"
    const sentence = "Importing the module fails: ValueError: bad value in 'shop/rates.csv'"
    expect(readFailure(text)).toEqual({ sentence, raw: null })
  })

  test('words that are no error stay', () => {
    for (const text of ['31 tests pass twice, 92 % of 48 lines', 'No test passed in both executions.', '']) {
      expect(readFailure(text)).toEqual({ sentence: text, raw: null })
    }
  })

  test('of several lines the first is read first, the others are kept', () => {
    expect(readFailure('It broke.\nTraceback:\n  x')).toEqual({
      sentence: 'It broke.',
      raw: 'It broke.\nTraceback:\n  x',
    })
  })
})
