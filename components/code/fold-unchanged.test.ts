import { expect, it } from 'vitest'
import { diffLines } from './diff-lines'
import { foldUnchanged } from './fold-unchanged'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`)

it('keeps three lines around a change and folds the rest', () => {
  const before = numbered(20)
  const after = before.with(9, 'changed')
  const blocks = foldUnchanged(diffLines(before.join('\n'), after.join('\n')))
  expect(blocks.map((block) => [block.kind, block.lines.length])).toEqual([
    ['fold', 6],
    ['lines', 8],
    ['fold', 7],
  ])
})

it('loses no line', () => {
  const lines = diffLines(numbered(12).join('\n'), numbered(10).join('\n'))
  expect(foldUnchanged(lines).flatMap((block) => block.lines)).toEqual(lines)
})
