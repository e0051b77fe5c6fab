import { expect, it } from 'vitest'
import { launchHref } from './launch-href'

it('carries the chosen modules', () => {
  expect(launchHref('acme', 'ledger', ['a/b.py', 'c d.py'])).toBe(
    '/t/acme/launch?project=ledger&path=a%2Fb.py&path=c+d.py',
  )
})

it('carries the project alone when the list does not fit into an address', () => {
  const many = Array.from({ length: 400 }, (_, index) => `package/module_number_${index}.py`)
  expect(launchHref('acme', 'ledger', many)).toBe('/t/acme/launch?project=ledger')
})

it('carries the limit to be raised', () => {
  expect(launchHref('acme', 'ledger', ['a.py'], 50_000_000)).toBe(
    '/t/acme/launch?project=ledger&limit=0.05&path=a.py',
  )
})
