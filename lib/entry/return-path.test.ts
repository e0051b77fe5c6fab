import { expect, it } from 'vitest'
import { PAGE_PATH_HEADER, returnPath } from './return-path'

it.each([
  ['/t/acme/runs?verdict=verified', '/t/acme/runs?verdict=verified'],
  ['/t/acme?range=7', '/t/acme?range=7'],
  ['/t/acme', '/t/acme'],
  ['/t/acme-two/runs', '/t/acme'],
  ['//evil.example/t/acme', '/t/acme'],
  ['https://evil.example/t/acme/', '/t/acme'],
  [null, '/t/acme'],
])('%j leads back to %s', (asked, path) => {
  const headers = new Headers(asked === null ? {} : { [PAGE_PATH_HEADER]: asked })
  expect(returnPath(headers, 'acme')).toBe(path)
})
