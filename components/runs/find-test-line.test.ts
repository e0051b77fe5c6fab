import { expect, test } from 'vitest'
import { findTestLine } from './find-test-line'

const code =
  'def test_a():\n    assert 1 == 1\n\nclass TestB:\n    async def test_b(self):\n        assert 1 == 2\n'

test('finds where a test begins', () => {
  expect(findTestLine(code, 'test_x.py', 'test_a', 'assert 1 == 2')).toBe(1)
  expect(findTestLine(code, 'test_x.py', 'tests/test_x.py::TestB::test_b[1-2]', null)).toBe(5)
  expect(findTestLine(code, 'test_x.py', 'test_', null)).toBeNull()
})

test('takes the line that the message names, within the file', () => {
  expect(findTestLine(code, 'test_x.py', 'test_b', 'tests/test_x.py:6: in test_b\nassert 1 == 2')).toBe(6)
  expect(findTestLine(code, 'test_x.py', 'test_a', 'tests/test_x.py:600: in test_a')).toBe(1)
})
