import { describe, expect, test } from 'vitest'
import { decodePython } from './decode-python'
import { hashFiles } from './hash-files'
import { isTestPath } from './is-test-path'

describe('the text of a Python file', () => {
  test.each([
    ['UTF-8', Buffer.from('x = "é"'), 'x = "é"'],
    ['a byte order mark', Buffer.from('\ufeffx = 1'), 'x = 1'],
    [
      'a declared encoding',
      Buffer.from('# -*- coding: latin-1 -*-\nx = "\xe9"', 'latin1'),
      '# -*- coding: latin-1 -*-\nx = "é"',
    ],
    [
      'one declared in the second line',
      Buffer.from('#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = "\xe9"', 'latin1'),
      '#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = "é"',
    ],
    [
      'an unknown encoding that is UTF-8 all the same',
      Buffer.from('# coding: klingon\nx = "é"'),
      '# coding: klingon\nx = "é"',
    ],
    ['nothing', Buffer.alloc(0), ''],
  ])('in %s', (_kind, content, text) => expect(decodePython(content)).toBe(text))

  test('in an encoding that is not declared is none', () => {
    expect(decodePython(Buffer.from('x = "\xe9"', 'latin1'))).toBeNull()
    expect(decodePython(Buffer.from('a\nb\n# coding: latin-1\nx = "\xe9"', 'latin1'))).toBeNull()
  })
})

test.each([
  ['tests/unit/helpers.py', true],
  ['pkg/test_app.py', true],
  ['app_test.py', true],
  ['conftest.py', true],
  ['pkg/testing_tools.py', false],
  ['contest.py', false],
  ['latest/app.py', false],
  ['pkg/attestation.py', false],
])('%s is a test file: %s', (file, isTest) => expect(isTestPath(file)).toBe(isTest))

describe('the content hash', () => {
  const file = (path: string, text: string) => ({ path, content: Buffer.from(text) })

  test('does not depend on order, but on every path and every byte', () => {
    const { contentHash } = hashFiles([file('a', '1'), file('b', '2')])
    expect(hashFiles([file('b', '2'), file('a', '1')]).contentHash).toBe(contentHash)
    for (const other of [
      [file('a', '1')],
      [file('a', '2'), file('b', '1')],
      [file('a', '1'), file('c', '2')],
    ]) {
      expect(hashFiles(other).contentHash).not.toBe(contentHash)
    }
  })
})
