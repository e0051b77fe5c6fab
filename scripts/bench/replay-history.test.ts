import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { replayHistory } from './replay-history'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'assay-replay-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const repo = path.join(scratch, 'repo')
const git = (...args: string[]) =>
  execFileSync('git', ['-C', repo, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { stdio: 'pipe' })

function commit(files: Record<string, string | null>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(repo, name)), { recursive: true })
    if (text === null) rmSync(path.join(repo, name))
    else writeFileSync(path.join(repo, name), text)
  }
  git('add', '-A')
  git('commit', '-q', '-m', 'step')
}

/** Each line of a file is a unit, of a stage by its first letter. */
const lineKeys = async (folder: string, _paths: string[], module: string) =>
  readFileSync(path.join(folder, module), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((key) => ({ stage: key.slice(0, 1), key }))

test('counts the units of changed modules that were asked for before, and those of the tree', async () => {
  mkdirSync(repo)
  git('init', '-q')
  commit({ 'never.py': 'before the replay' })
  commit({ 'a.py': 'a1\na2\na3\n', 'b.py': 'b1\nb2\n', 'tests/test_a.py': 't1\n', 'never.py': null })
  commit({ 'a.py': 'a1\na2 changed\na3\n' })
  commit({ 'README.md': 'words', 'tests/test_a.py': 't2\n' })
  commit({ 'a.py': 'a1\na2\na3\n', 'c/c.py': 'c1\n', 'b.py': null })
  const replay = await replayHistory({
    repo,
    commits: 3,
    folder: path.join(scratch, 'work'),
    unitKeys: lineKeys,
  })
  expect(replay).toEqual({
    commits: 3,
    changingCommits: 2,
    // 2 of 3, then a.py as it was (3 of 3) and a new file.
    changed: { units: 3 + 4, hits: 2 + 3 },
    byStage: { a: { units: 6, hits: 5 }, c: { units: 1, hits: 0 } },
    // 4 of 5 with b.py, then 3 of 4 without it.
    tree: { units: 5 + 4, hits: 4 + 3 },
  })
})
