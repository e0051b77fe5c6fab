import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DiffHunk } from '@/lib/domain/code-diff'
import { computeHunks } from './compute-hunks'

/** The new text from the old one and the hunks alone: what they leave out must be the same on both sides. */
function rebuild(oldText: string, newText: string, hunks: DiffHunk[]): string {
  const before = oldText === '' ? [] : oldText.split(/(?<=\n)/)
  const after = newText === '' ? [] : newText.split(/(?<=\n)/)
  const result: string[] = []
  let at = 0
  for (const { oldStart, oldLines, newStart, newLines } of hunks) {
    const from = oldLines === 0 ? oldStart : oldStart - 1
    result.push(...before.slice(at, from))
    const first = newLines === 0 ? newStart : newStart - 1
    result.push(...after.slice(first, first + newLines))
    at = from + oldLines
  }
  return [...result, ...before.slice(at)].join('')
}

const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 12 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))

test('hunks lead from the old text to the new one, in order and apart', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const hunks = computeHunks(before, after)
      expect(rebuild(before, after, hunks)).toBe(after)
      expect(hunks.length === 0).toBe(before === after)
      expect(hunks.every(({ oldLines, newLines }) => oldLines + newLines > 0)).toBe(true)
    }),
  )
})

test('they are those of `diff -U0`', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-hunks-'))
  const [before, after] = ['one\ntwo\nthree\nfour\nfive\n', 'zero\none\n2\nthree\nfive\nsix']
  writeFileSync(path.join(folder, 'a'), before)
  writeFileSync(path.join(folder, 'b'), after)
  try {
    execFileSync('diff', ['-U0', 'a', 'b'], { cwd: folder, encoding: 'utf8' })
  } catch (error) {
    const said = String((error as { stdout: string }).stdout)
    const heads = [...said.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map((match) => ({
      oldStart: Number(match[1]),
      oldLines: Number(match[2] ?? 1),
      newStart: Number(match[3]),
      newLines: Number(match[4] ?? 1),
    }))
    expect(heads).toHaveLength(4)
    expect(computeHunks(before, after)).toEqual(heads)
  } finally {
    rmSync(folder, { recursive: true })
  }
  expect.assertions(2)
})

test('two long texts that share nothing are one replacement, at once', () => {
  const make = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join('')
  const began = performance.now()
  expect(computeHunks(make('a'), make('b'))).toEqual([
    { oldStart: 1, oldLines: 20_000, newStart: 1, newLines: 20_000 },
  ])
  expect(performance.now() - began).toBeLessThan(8000)
})
