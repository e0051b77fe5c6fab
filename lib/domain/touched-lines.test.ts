import { describe, expect, test } from 'vitest'
import type { DiffHunk } from './code-diff'
import { spansOfHunks, touchesHunks } from './touched-lines'

const hunk = (oldStart: number, oldLines: number, newStart: number, newLines: number): DiffHunk => ({
  ...{ oldStart, oldLines, newStart, newLines },
})
const at = (startLine: number, endLine = startLine) => ({ startLine, endLine })

describe('what a hunk touches', () => {
  test('are its own new lines and no neighbours', () => {
    const hunks = [hunk(3, 1, 3, 2)]
    expect([2, 3, 4, 5].map((line) => touchesHunks(at(line), hunks))).toEqual([false, true, true, false])
    expect(touchesHunks(at(1, 9), hunks)).toBe(true)
    expect(touchesHunks(at(1, 9), [])).toBe(false)
  })

  test('are the lines that meet where lines were removed', () => {
    const hunks = [hunk(4, 2, 3, 0)]
    expect([2, 3, 4, 5].map((line) => touchesHunks(at(line), hunks))).toEqual([false, true, true, false])
    expect(touchesHunks(at(1), [hunk(1, 5, 0, 0)])).toBe(true)
  })
})

describe('functions around hunks', () => {
  const outer = { name: 'Parser', ...at(1, 20) }
  const feed = { name: 'Parser.feed', ...at(3, 8) }
  const close = { name: 'Parser.close', ...at(10, 15) }
  const alone = { name: 'main', ...at(25, 30) }
  const spans = [outer, feed, close, alone]
  const names = (...hunks: DiffHunk[]) => spansOfHunks(spans, hunks).map(({ name }) => name)

  test('the innermost alone', () => expect(names(hunk(4, 1, 4, 1))).toEqual(['Parser.feed']))
  test('each once', () => expect(names(hunk(4, 1, 4, 1), hunk(6, 1, 6, 1))).toEqual(['Parser.feed']))
  test('all that a long hunk reaches', () =>
    expect(names(hunk(7, 5, 7, 5))).toEqual(['Parser', 'Parser.feed', 'Parser.close']))
  test('the class, between its methods', () => expect(names(hunk(9, 0, 9, 1))).toEqual(['Parser']))
  test('none at module level', () => expect(names(hunk(22, 1, 22, 1))).toEqual([]))
})
