import { expect, it } from 'vitest'
import { dropDraft, findDraft, keepDraft } from './edit-draft'

function makeStore() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

it('finds what was typed into the run it belongs to, until it is dropped', () => {
  const store = makeStore()
  expect(keepDraft(store, 'r1', { version: 1, content: 'typed\n' })).toBe(true)
  expect(findDraft(store, 'r1', 'saved\n')).toEqual({ version: 1, content: 'typed\n' })
  expect(findDraft(store, 'r2', 'saved\n')).toBeNull()
  dropDraft(store, 'r1')
  expect(findDraft(store, 'r1', 'saved\n')).toBeNull()
})

it('restores nothing that is saved already, and nothing it cannot read', () => {
  const store = makeStore()
  keepDraft(store, 'r1', { version: 1, content: 'same\n' })
  expect(findDraft(store, 'r1', 'same\n')).toBeNull()
  for (const broken of ['{', '7', '{"version":1}', '{"version":"1","content":"x"}']) {
    expect(findDraft({ ...store, getItem: () => broken }, 'r1', 'saved\n')).toBeNull()
  }
})

it('says so when the browser keeps nothing', () => {
  const full = {
    ...makeStore(),
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
  }
  expect(keepDraft(full, 'r1', { version: 1, content: 'typed\n' })).toBe(false)
})
