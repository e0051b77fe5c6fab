import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillPlaceholders, placeholdersOf } from './fill-placeholders'

describe('fillPlaceholders', () => {
  it('fills each occurrence', () => {
    expect(fillPlaceholders('{{a}} and {{b}}, {{a}}', { a: '1', b: '2' })).toBe('1 and 2, 1')
  })

  it('names what is missing and what is not used', () => {
    expect(() => fillPlaceholders('{{a}}', {})).toThrow('{{a}}')
    expect(() => fillPlaceholders('text', { b: 'x' })).toThrow('{{b}}')
  })

  it('never reads a value as a template', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const value = `${a}{{b}}$&$1${b}`
        expect(fillPlaceholders('<{{a}}>', { a: value })).toBe(`<${value}>`)
      }),
    )
  })
})

describe('placeholdersOf', () => {
  it('lists names once and leaves other braces alone', () => {
    expect(placeholdersOf('{{a}} {b} {{ c }} {{a}} {{{d}}} f"{{e-}}"')).toEqual(['a', 'd'])
  })
})
