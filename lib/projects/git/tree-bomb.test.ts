import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefused } from '@/lib/testing/expect-refused'
import { INTAKE_LIMITS } from '../collect/limits'
import { gitSource } from './git-source'
import { runGit } from './run-git'

const MIB = 1024 * 1024
const NAMES = '0123456789'.split('')
let bare: string

beforeAll(async () => {
  bare = await mkdtemp(path.join(os.tmpdir(), 'assay-bomb-'))
  git(['init', '--quiet', '--bare', '.'])
})
afterAll(() => rm(bare, { recursive: true, force: true }))

function git(args: string[], input = ''): string {
  return execFileSync('git', args, { cwd: bare, input, encoding: 'utf8' }).trim()
}

/** Trees in which each of ten entries is the same tree of the level below: 10^levels files in `levels` objects. */
function commitBomb(levels: number, nameLength: number): string {
  const padding = 'x'.repeat(nameLength - 1)
  const rows = (mode: string, type: string, hash: string) =>
    NAMES.map((name) => `${mode} ${type} ${hash}\t${name}${padding}\n`).join('')
  let tree = git(['mktree'], rows('100644', 'blob', git(['hash-object', '-w', '--stdin'], 'x = 1\n')))
  for (let level = 1; level < levels; level += 1) tree = git(['mktree'], rows('040000', 'tree', tree))
  return git(['-c', 'user.name=t', '-c', 'user.email=t@t.test', 'commit-tree', tree, '-m', 'bomb'])
}

test.each([
  ['many short names', 10, 1],
  ['few but very long names', 5, 250],
])('a tree bomb of %s is refused while it is listed', async (_kind, levels, nameLength) => {
  let seenBytes = 0
  const source = gitSource(bare, commitBomb(levels, nameLength), (request) => {
    const onStdout = (chunk: Buffer) => {
      seenBytes += chunk.length
      request.onStdout?.(chunk)
    }
    return runGit({ ...request, onStdout })
  })
  const refused = await expectRefused(source.list(), 'too-large')
  expect(refused.fields.url).toContain(`more than ${INTAKE_LIMITS.entries} files`)
  expect(seenBytes).toBeLessThan(33 * MIB)
})

test('a wide tree below the limit is listed whole', async () => {
  const { files } = await gitSource(bare, commitBomb(4, 1), runGit).list()
  expect(files).toHaveLength(10_000)
})
