import { expect, it } from 'vitest'
import { secretMasker } from './mask-secrets'

const masked = (quote: string, text = quote) => secretMasker([{ rule: 'hard-coded-secret', quote }])(text)

it.each([
  ['"hunter22!"', '"hu…"'],
  ["b'hunter22!'", "b'hu…'"],
  ['PASSWORD = """two\nlines"""', 'PASSWORD = """tw…"""'],
  ['settings["password"] = "a\\"b$&c1"', 'settings["password"] = "a\\…"'],
  ['password == "abc"', 'password == "ab…"'],
])('masks the literal of %s and keeps the rest', (quote, expected) => {
  expect(masked(quote)).toBe(expected)
})

it('leaves words alone that are no quoted secret', () => {
  expect(masked('connect(password="admin")', 'the admin has “admin” or "admin"')).toBe(
    'the admin has “ad…” or "ad…"',
  )
  const other = secretMasker([{ rule: 'mutable-default', quote: 'x = "hunter22!"' }])
  expect(other('x = "hunter22!"')).toBe('x = "hunter22!"')
})

it('takes a model’s finding of the weakness for one', () => {
  expect(secretMasker([{ rule: 'other', cwe: 798, quote: 'k = "hunter22!"' }])('hunter22!')).toBe('hu…')
})
