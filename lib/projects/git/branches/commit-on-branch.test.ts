import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { expectRefused } from '@/lib/testing/expect-refused'
import { commitOnBranch } from './commit-on-branch'

const parent = mkdtempSync(path.join(os.tmpdir(), 'assay-branch-'))
let folder = ''
let base = ''
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()

beforeEach(() => {
  process.env.ASSAY_PROJECT_PATHS = parent
  process.env.ASSAY_DATA = path.join(parent, 'data')
  forgetEnv()
  folder = mkdtempSync(path.join(parent, 'repo-'))
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Ada')
  git('config', 'user.email', 'ada@example.org')
  mkdirSync(path.join(folder, 'shop'))
  writeFileSync(path.join(folder, 'shop/cart.py'), 'x = []\n', { mode: 0o755 })
  writeFileSync(path.join(folder, 'other.py'), 'y = 1\n')
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  base = git('rev-parse', 'HEAD')
})

afterAll(() => rmSync(parent, { recursive: true, force: true }))

const wanted = (over: object = {}) => ({
  location: folder,
  base,
  branch: 'assay/fix-1',
  path: 'shop/cart.py',
  before: 'x = []\n',
  after: 'x = ()\n',
  message: 'fix: no shared default\n\nFound by Assay.\n',
  author: { name: 'Ben "B" Ö', email: 'ben@example.org' },
  ...over,
})

test('commits to a new branch and leaves everything else as it was', async () => {
  writeFileSync(path.join(folder, 'other.py'), 'y = 2\n')
  git('add', 'other.py')
  const status = git('status', '--porcelain')
  const index = readFileSync(path.join(folder, '.git/index'))
  // What the repository would have git run is not run.
  writeFileSync(path.join(folder, '.git/hooks/reference-transaction'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  git('config', 'core.fsmonitor', 'touch stolen')
  const commit = await commitOnBranch(wanted())
  git('config', '--unset', 'core.fsmonitor')
  rmSync(path.join(folder, '.git/hooks/reference-transaction'))
  expect(readFileSync(path.join(folder, '.git/index')).equals(index)).toBe(true)
  expect(git('rev-parse', 'assay/fix-1')).toBe(commit)
  expect(git('rev-parse', 'assay/fix-1^')).toBe(base)
  expect(git('diff', '--stat', 'main', 'assay/fix-1')).toMatch(/shop\/cart\.py \| 2 \+-/)
  expect(git('show', '-s', '--format=%an <%ae> %cn %s', commit)).toBe(
    'Ben "B" Ö <ben@example.org> Assay fix: no shared default',
  )
  expect(git('ls-tree', 'assay/fix-1', 'shop/cart.py')).toMatch(/^100755/)
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
  expect(git('status', '--porcelain')).toBe(status)
  git('fsck', '--strict')
})

test('refuses what it would overwrite or cannot know', async () => {
  await commitOnBranch(wanted())
  await expectRefused(commitOnBranch(wanted()), 'conflict')
  await expectRefused(commitOnBranch(wanted({ branch: 'assay/fix-2', before: 'x = {}\n' })), 'conflict')
  await expectRefused(commitOnBranch(wanted({ branch: 'assay/fix-2', path: 'shop' })), 'conflict')
  await expectRefused(commitOnBranch(wanted({ branch: 'assay/fix-2', path: '--help' })), 'conflict')
  await expectRefused(commitOnBranch(wanted({ branch: 'assay/fix-2', base: 'd'.repeat(40) })), 'conflict')
  expect(git('branch', '--list', 'assay/*').split('\n')).toHaveLength(1)
})

test('takes its own commit for made when asked to, and nothing else', async () => {
  const commit = await commitOnBranch(wanted())
  const again = (over: object) => commitOnBranch(wanted({ ...over, takesExisting: true }))
  expect(await again({})).toBe(commit)
  await expectRefused(again({ message: 'another\n' }), 'conflict')
  await expectRefused(again({ after: 'x = None\n' }), 'conflict')
  git('commit', '-q', '--allow-empty', '-m', 'second')
  await expectRefused(again({ base: git('rev-parse', 'HEAD') }), 'conflict')
  expect(git('rev-parse', 'assay/fix-1')).toBe(commit)
})

test('writes nowhere beyond the allowed folders', async () => {
  await expectRefused(commitOnBranch(wanted({ location: os.tmpdir() })), 'invalid-input')
  const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'assay-elsewhere-'))
  symlinkSync(elsewhere, path.join(folder, '.git/refs/heads/assay'))
  await expectRefused(commitOnBranch(wanted()), 'conflict')
  rmSync(elsewhere, { recursive: true })
})
