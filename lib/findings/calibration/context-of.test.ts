import { expect, it } from 'vitest'
import { contextOf } from './context-of'

it.each([
  ['shop/cart.py', 'library'],
  ['tests/helpers.py', 'tests'],
  ['shop/test_cart.py', 'tests'],
  ['conftest.py', 'tests'],
  ['shop/migrations/0001_first.py', 'migrations'],
  ['tools/release.py', 'scripts'],
  ['setup.py', 'scripts'],
  ['docs/conf.py', 'examples'],
  ['shop/api_pb2.py', 'generated'],
  // whole segments only
  ['contests/latest.py', 'library'],
  ['shop/environment.py', 'library'],
])('%s is %s', (path, folder) => {
  expect(contextOf({ path, qualifiedName: '' }).folder).toBe(folder)
})

it.each([
  ['', 'module'],
  ['Cart.add', 'public'],
  ['Cart._total', 'private'],
  ['Cart.__init__', 'dunder'],
  ['TestCart.test_add', 'test'],
  ['contest', 'public'],
])('%s stands in a %s scope', (qualifiedName, scope) => {
  expect(contextOf({ path: 'a.py', qualifiedName }).scope).toBe(scope)
})
