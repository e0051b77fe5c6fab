import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutTo, cutToEnd } from './cut-text'
import { parseStorable, storable, storableJson, storableValue } from './storable'

const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text)
const takenByDatabases = (text: string) => !text.includes('\0') && isWellFormed(text)
/** Any UTF-16, halves of characters and NUL included. */
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud83d', '\ude00', '\0', '\\u0000', '😀')))
  .map((parts) => parts.join(''))

describe('storable', () => {
  it('is taken by a database whatever comes in, and leaves every other text as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const kept = storable(text)
        expect(takenByDatabases(kept)).toBe(true)
        if (takenByDatabases(text)) expect(kept).toBe(text)
        const rows = [{ text, [`key ${text.length}`]: [text, 1, null] }]
        expect(storableJson(rows)).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i)
        expect(JSON.parse(storableJson(rows))).toEqual(parseStorable(JSON.stringify(rows)))
        expect(storableValue(rows)[0]?.text).toBe(kept)
      }),
    )
  })
})

describe('cutTo and cutToEnd', () => {
  it('cut at most as long as asked, from the right end, and never within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(60), (text, most) => {
        for (const [cut, isPart] of [
          [cutTo(text, most), text.startsWith(cutTo(text, most))],
          [cutToEnd(text, most), text.endsWith(cutToEnd(text, most))],
        ] as const) {
          expect(isPart).toBe(true)
          expect(cut.length).toBeLessThanOrEqual(most)
          expect(isWellFormed(cut)).toBe(isWellFormed(text))
        }
      }),
    )
  })

  it('leave no piece of what stands at the cut, unless it is longer than half of the rest', () => {
    const secret = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'}`
    const text = `${'word '.repeat(20)}"${secret}" ${'more '.repeat(20)}`
    for (let at = 101; at <= 101 + secret.length; at++) {
      const whole = at >= 101 + secret.length
      expect(cutTo(text, at).includes(secret.slice(0, 6)), `${at}`).toBe(whole)
      expect(cutToEnd(text, text.length - at).includes(secret.slice(-6)), `${at}`).toBe(at === 101)
    }
    expect(cutTo('x'.repeat(50), 10)).toBe('x'.repeat(10))
  })
})
