import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AssayError } from '@/lib/domain/assay-error'
import { applyPastedDiff, MOST_PATCH_WORK } from './apply-pasted-diff'

const OLD = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join('')
const NEW = OLD.replace('line 3\n', 'line three\n').replace('line 11\n', '')

const filesOf = (files: Record<string, string>) => (name: string) => files[name] ?? null
const refusalOf = (text: string, files: Record<string, string>) => {
  try {
    applyPastedDiff(text, filesOf(files))
  } catch (error) {
    if (error instanceof AssayError) return error.userText
    throw error
  }
  return 'nothing refused'
}

describe('what git writes', () => {
  let folder: string
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })

  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'assay-paste-'))
    git('init', '--quiet', '--initial-branch=main', '.')
    writeFileSync(path.join(folder, 'a.py'), OLD)
    writeFileSync(path.join(folder, 'gone.py'), 'x = 1\n')
    writeFileSync(path.join(folder, 'old name.py'), OLD)
    writeFileSync(path.join(folder, 'data.bin'), Buffer.from([0, 1]))
    git('add', '.')
    git('commit', '--quiet', '-m', 'one')
    writeFileSync(path.join(folder, 'a.py'), NEW)
    git('commit', '--quiet', '-am', 'two')
    git('mv', 'old name.py', 'näme.py')
    git('rm', '--quiet', 'gone.py')
    writeFileSync(path.join(folder, 'new.py'), 'y = 2')
    writeFileSync(path.join(folder, 'a.py'), NEW.replace('line 5', 'line five'))
    writeFileSync(path.join(folder, 'data.bin'), Buffer.from([0, 2]))
    git('add', '.')
    git('commit', '--quiet', '-m', 'three')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const before = { 'a.py': OLD, 'gone.py': 'x = 1\n', 'old name.py': OLD }
  const expected = [
    { path: 'a.py', oldPath: null, before: OLD, after: NEW.replace('line 5', 'line five'), leftOut: null },
    {
      path: 'data.bin',
      oldPath: null,
      before: null,
      after: null,
      leftOut: expect.stringContaining('binary'),
    },
    { path: 'gone.py', oldPath: null, before: 'x = 1\n', after: null, leftOut: null },
    { path: 'new.py', oldPath: null, before: null, after: 'y = 2', leftOut: null },
    { path: 'näme.py', oldPath: 'old name.py', before: OLD, after: OLD, leftOut: null },
  ]

  test('as a diff: changed, new, removed, moved and binary files', () => {
    expect(applyPastedDiff(git('diff', '-M', 'HEAD~2', 'HEAD'), filesOf(before))).toEqual(expected)
  })
  test('as a series of mails: the same', () => {
    expect(applyPastedDiff(git('format-patch', '-M', '--stdout', 'HEAD~2'), filesOf(before))).toEqual(
      expected,
    )
  })
  test('without prefixes', () => {
    expect(applyPastedDiff(git('diff', '--no-prefix', 'HEAD~2', 'HEAD~1'), filesOf(before))).toMatchObject([
      { path: 'a.py', after: NEW },
    ])
  })
})

describe('a diff', () => {
  const hunks = '--- a.py\n+++ a.py\n@@ -3,1 +3,1 @@\n-line 3\n+line three\n@@ -11,1 +10,0 @@\n-line 11\n'
  test('of diff -u applies, also when its lines moved', () => {
    expect(applyPastedDiff(hunks, filesOf({ 'a.py': OLD }))).toMatchObject([{ path: 'a.py', after: NEW }])
    const [moved] = applyPastedDiff(hunks, filesOf({ 'a.py': `\n\n${OLD}` }))
    expect(moved?.after).toBe(`\n\n${NEW}`)
  })
  test('that does not fit is refused with the hunk and what it expects', () => {
    const text = refusalOf(hunks, { 'a.py': OLD.replace('line 11', 'line eleven') })
    expect(text).toContain('Hunk 2 of 2 in a.py (@@ -11,1 +10,0 @@)')
    expect(text).toContain('“line 11”')
  })
  test.each([
    ['nothing of it', 'hello', 'not a unified diff'],
    ['half of it', '--- a.py\n+++ a.py\n@@ -3,2 +3,2 @@\n-line 3\n', 'not complete'],
    ['an unknown file', hunks.replaceAll('a.py', 'b.py'), 'b.py is not a file'],
    ['a path that leads out', hunks.replaceAll('a.py', '../a.py'), 'leads out of the project'],
    ['a whole path', hunks.replaceAll('a.py', '/etc/passwd'), 'leads out of the project'],
    ['a new file that is there', '--- /dev/null\n+++ a.py\n@@ -0,0 +1 @@\n+x\n', 'there already'],
  ])('%s is refused', (_, text, why) => expect(refusalOf(text, { 'a.py': OLD })).toContain(why))
})

describe('what applying may cost', () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `x${index}\n`)
  const big = { 'a.py': lines.join('') }
  /** Hunks that change lines 10, 20 … and say that they stand elsewhere. */
  const diffOf = (count: number, saidLine: (line: number, index: number) => number) =>
    `--- a.py\n+++ a.py\n${Array.from({ length: count }, (_, index) => {
      const line = 10 * (index + 1)
      const said = saidLine(line, index)
      return `@@ -${said},1 +${said},1 @@\n-x${line - 1}\n+y\n`
    }).join('')}`

  test('a diff whose lines all moved costs about a unit a line', () => {
    const work = { left: MOST_PATCH_WORK }
    const [file] = applyPastedDiff(
      diffOf(2_000, (line) => line + 500),
      filesOf(big),
      work,
    )
    expect(file?.after?.match(/^y$/gm)).toHaveLength(2_000)
    expect(MOST_PATCH_WORK - work.left).toBeLessThan(20_000)
  })
  test('small diffs that would search a large file again and again are refused within the bound', () => {
    const jumping = diffOf(500, (line, index) => (index % 2 === 0 ? 50_000 : line))
    expect(jumping.length).toBeLessThan(20_000)
    expect(refusalOf(jumping, big)).toContain('takes too long')
    const again = diffOf(1, (line) => line)
    const back = again.replace('-x9\n+y', '-y\n+x9')
    expect(refusalOf(`${again}${back}`.repeat(400), big)).toContain('takes too long')
  })
  test('one that names a hunk without a place still does so, at a fraction of the bound', () => {
    const work = { left: MOST_PATCH_WORK }
    const missing = diffOf(2_000, (line) => line).replace('-x9\n', '-gone\n')
    expect(() => applyPastedDiff(missing, filesOf(big), work)).toThrow('Hunk 1 of 2000')
    expect(work.left).toBeGreaterThan(0)
  })
  test('lines inserted far beyond the end are refused before anything is built', () => {
    const far = '--- a.py\n+++ a.py\n@@ -3000000000,0 +3000000001,1 @@\n+x\n'
    expect(refusalOf(far, { 'a.py': OLD })).toContain('Hunk 1 of 1')
  })
})
