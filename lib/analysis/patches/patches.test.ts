import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LineEdit } from '@/lib/domain/finding'
import { applyEdits } from './apply-edits'
import { toUnifiedDiff } from './to-unified-diff'

const edit = (startLine: number, endLine: number, replacement: string): LineEdit => ({
  startLine,
  endLine,
  replacement,
})

describe('applyEdits', () => {
  const source = 'a\nb\nc\n'

  it('replaces, removes and inserts in any order', () => {
    expect(applyEdits(source, [edit(3, 3, ''), edit(1, 0, 'x\n'), edit(2, 2, 'B\nB\n')])).toBe('x\na\nB\nB\n')
    expect(applyEdits(source, [edit(2, 2, 'B\n'), edit(2, 1, 'before\n')])).toBe('a\nbefore\nB\nc\n')
    expect(applyEdits(source, [edit(4, 3, 'd\n')])).toBe('a\nb\nc\nd\n')
    expect(applyEdits('', [edit(1, 0, 'a\n')])).toBe('a\n')
  })

  it.each([
    ['beyond the end', [edit(4, 4, 'x\n')]],
    ['a gap beyond the end', [edit(5, 4, 'x\n')]],
    ['backwards', [edit(3, 1, 'x\n')]],
    ['overlapping', [edit(1, 2, 'x\n'), edit(2, 3, 'y\n')]],
    ['the same line twice', [edit(2, 2, 'x\n'), edit(2, 2, 'x\n')]],
    ['two insertions at one place', [edit(2, 1, 'x\n'), edit(2, 1, 'y\n')]],
    ['an insertion into replaced lines', [edit(1, 3, 'x\n'), edit(2, 1, 'y\n')]],
  ])('refuses %s', (_, edits) => {
    expect(applyEdits(source, edits)).toBeNull()
    expect(toUnifiedDiff('m.py', source, edits)).toBeNull()
  })

  it('keeps the line ends of the file and parts lines that had none', () => {
    expect(applyEdits('a\r\nb\r\n', [edit(1, 1, 'x\ny\n')])).toBe('x\r\ny\r\nb\r\n')
    expect(applyEdits('a\nb', [edit(3, 2, 'c\n')])).toBe('a\nb\nc\n')
    expect(applyEdits('a\fb\nc\n', [edit(2, 2, 'd\n')])).toBe('a\fb\nd\n')
  })
})

describe('toUnifiedDiff', () => {
  const words = fc.constantFrom('x', 'y = 1', '', '    return', '+', '- a')
  const texts = fc
    .tuple(fc.array(words, { maxLength: 25 }), fc.boolean())
    .map(([lines, ended]) => lines.join('\n') + (ended && lines.length > 0 ? '\n' : ''))
  const moves = fc.array(
    fc.tuple(fc.nat(30), fc.integer({ min: -1, max: 2 }), fc.array(words, { maxLength: 3 })),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  const editsOf = (source: string, wanted: [number, number, string[]][]) =>
    wanted.map(([place, more, lines]) => {
      const start = 1 + (place % (source.split('\n').length + 1))
      return edit(start, start + more, lines.map((line) => `${line}\n`).join(''))
    })

  it('is what git makes the same text of', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-patch-'))
    const file = path.join(folder, 'pkg-m.py')
    let applied = 0
    try {
      fc.assert(
        fc.property(texts, moves, (source, wanted) => {
          const changes = editsOf(source, wanted)
          const after = applyEdits(source, changes)
          const patch = toUnifiedDiff('pkg-m.py', source, changes)
          expect(patch === null).toBe(after === null)
          if (patch === null || after === null || after === source || source === '' || after === '') return
          writeFileSync(file, source)
          execFileSync('git', ['apply', '-'], { cwd: folder, input: patch, stdio: 'pipe' })
          expect(readFileSync(file, 'utf8')).toBe(after)
          applied += 1
        }),
        { seed: 4, numRuns: 300 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    expect(applied).toBeGreaterThan(50)
  })
})
