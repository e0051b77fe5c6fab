import { expect, it } from 'vitest'
import { safeNext } from './safe-next'

it.each([
  [undefined, '/'],
  ['', '/'],
  ['/t/acme/runs?status=done#x', '/t/acme/runs?status=done#x'],
  ['https://evil.example/t', '/'],
  ['//evil.example/t', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a/../b', '/b'],
])('%j leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path)
})
