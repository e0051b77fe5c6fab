import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiffLine, diffLines } from './diff-lines'

function shape(lines: DiffLine[]): string[] {
  const sign = { same: ' ', added: '+', removed: '-' }
  return lines.map((line) => sign[line.kind] + line.text)
}

function longestCommonSubsequence(one: string[], other: string[]): number {
  let previous = other.map(() => 0)
  for (const line of one) {
    const current: number[] = []
    other.forEach((text, index) => {
      const diagonal = index === 0 ? 0 : (previous[index - 1] ?? 0)
      current.push(line === text ? diagonal + 1 : Math.max(previous[index] ?? 0, current[index - 1] ?? 0))
    })
    previous = current
  }
  return previous.at(-1) ?? 0
}

describe('diffLines', () => {
  it('shows an edited line as removed and added, with both line numbers', () => {
    const lines = diffLines('a\nb\nc\n', 'a\nB\nc\nd\n')
    expect(shape(lines)).toEqual([' a', '-b', '+B', ' c', '+d'])
    expect(lines.map((line) => [line.oldLine, line.newLine])).toEqual([
      [1, 1],
      [2, null],
      [null, 2],
      [3, 3],
      [null, 4],
    ])
  })

  it('knows empty texts', () => {
    expect(diffLines('', '')).toEqual([])
    expect(shape(diffLines('', 'a\n'))).toEqual(['+a'])
    expect(shape(diffLines('a\n', ''))).toEqual(['-a'])
  })

  it('rebuilds both texts with the fewest edits, whatever the texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before.join('\n'), after.join('\n'))
        const kept = lines.filter((line) => line.kind === 'same')
        expect(lines.filter((line) => line.kind !== 'added').map((line) => line.text)).toEqual(before)
        expect(lines.filter((line) => line.kind !== 'removed').map((line) => line.text)).toEqual(after)
        expect(kept.length).toBe(longestCommonSubsequence(before, after))
      }),
    )
  })

  it('stays quick on two long texts with nothing in common', () => {
    const before = Array.from({ length: 5000 }, (_, index) => `old ${index}`)
    const after = Array.from({ length: 5000 }, (_, index) => `new ${index}`)
    const lines = diffLines(before.join('\n'), after.join('\n'))
    expect(lines.length).toBe(10_000)
    expect(lines[0]?.kind).toBe('removed')
  })
})
