import { expect, it } from 'vitest'
import { ARCHITECTURE_KINDS, MODEL_KINDS, modelKind } from './model-kinds'

it('each kind has an id of its own that no rule of an analyser can have', () => {
  const ids = MODEL_KINDS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => /^model\/[a-z-]+$/.test(id))).toBe(true)
  expect([...ARCHITECTURE_KINDS].every((id) => modelKind(id) !== undefined)).toBe(true)
  expect(modelKind('mutable-default')).toBeUndefined()
})
