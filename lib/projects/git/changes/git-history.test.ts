import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type GitRequest, runGit } from '../run-git'
import type { GitHistory } from './git-history'
import { withGitHistory } from './with-git-history'

let root: string
let work: string
let commits: { first: string; second: string; feature: string; merged: string }
const requests: GitRequest[] = []

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=a@a.test', ...args], {
    cwd: work,
    encoding: 'utf8',
  }).trim()
const write = (name: string, text: string | Buffer) => writeFile(path.join(work, name), text)
const commit = (subject: string) => {
  git('add', '-A')
  git('commit', '--quiet', '-m', subject)
  return git('rev-parse', 'HEAD')
}

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'assay-history-'))
  work = path.join(root, 'work')
  await mkdir(work)
  vi.stubEnv('ASSAY_DATA', path.join(root, 'data'))
  vi.stubEnv('ASSAY_PROJECT_PATHS', root)
  forgetEnv()
  git('init', '--quiet', '--initial-branch=main', '.')
  await write('app.py', 'x = 1\ny = 2\n')
  await write('old.py', 'def kept():\n    return "the very same text, long enough to be found again"\n')
  await write('data.bin', Buffer.from([0, 1]))
  const first = commit('one')
  git('tag', '-a', 'v1', '-m', 'release')
  git('switch', '--quiet', '-c', 'fix/rounding')
  await write('app.py', 'x = 1\ny = 3\n')
  git('mv', 'old.py', 'moved.py')
  await symlink('/etc/passwd', path.join(work, 'link.py'))
  await write('data.bin', Buffer.from([0, 2]))
  const feature = commit('round to even')
  git('update-ref', 'refs/pull/7/head', feature)
  git('switch', '--quiet', 'main')
  await write('other.py', 'z = 1\n')
  const second = commit('two')
  git('pack-refs', '--all')
  await write('later.py', 'w = 1\n')
  const merged = commit('three')
  commits = { first, second, feature, merged }
  execFileSync('git', ['clone', '--quiet', '--mirror', work, path.join(root, 'bare')])
  for (const setting of ['uploadpack.allowAnySHA1InWant', 'uploadpack.allowFilter'])
    execFileSync('git', ['config', setting, 'true'], { cwd: path.join(root, 'bare') })
})
afterAll(async () => {
  await rm(root, { recursive: true, force: true })
  vi.unstubAllEnvs()
  forgetEnv()
})

/** The same git with the same arguments, but for the address: there is no https server in a test. */
const outside = {
  lookup: async () => ['140.82.121.3'],
  runGit: (request: GitRequest) => {
    requests.push(request)
    const args = request.args.map((arg) => (arg === 'https://git.test/o/app' ? `file://${root}/bare` : arg))
    return runGit({ ...request, args: ['-c', 'protocol.file.allow=always', ...args] })
  },
}
const local = <T>(ask: (history: GitHistory) => Promise<T>, location = work) =>
  withGitHistory({ sourceKind: 'path', sourceLocation: location }, ask)
const remote = <T>(ask: (history: GitHistory) => Promise<T>) =>
  withGitHistory({ sourceKind: 'git', sourceLocation: 'https://git.test/o/app' }, ask, outside)

describe.each([
  ['a folder of this server', local],
  ['a repository behind https', remote],
])('%s', (_, ask) => {
  test('lists its branches, tags and pull requests, and its newest commits', async () => {
    const { refs, defaultBranch } = await ask((history) => history.listRefs())
    expect(refs.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'branch fix/rounding',
      'branch main',
      'tag v1',
      'pull-request #7',
    ])
    expect(defaultBranch).toBe('main')
    const listed = await ask((history) => history.listCommits(null, 2))
    expect(listed).toMatchObject([
      { commit: commits.merged, subject: 'three', author: 'Ann' },
      { commit: commits.second, subject: 'two' },
    ])
  })

  test.each([
    ['main', 'merged'],
    ['fix/rounding', 'feature'],
    ['#7', 'feature'],
    ['refs/pull/7/head', 'feature'],
    ['v1', 'first'],
  ] as const)('resolves %s', async (name, expected) => {
    expect(await ask((history) => history.resolve(name, 'from'))).toBe(commits[expected])
  })

  test('resolves a commit, and refuses what is not there or could be an option', async () => {
    expect(await ask((history) => history.resolve(commits.second, 'from'))).toBe(commits.second)
    const unknown = await expectRefused(
      ask((history) => history.resolve('nowhere', 'from')),
      'invalid-input',
    )
    expect(unknown.fields.from).toContain('nowhere')
    for (const name of ['--output=/tmp/x', 'a..b', 'main:app.py', '@{u}', 'main^{tree}', '-n1'])
      await expectRefused(
        ask((history) => history.resolve(name, 'from')),
        'invalid-input',
      )
  })

  test('counts steps back where the history is at hand, and says in which field else', async () => {
    const back = (ref: string) => ask((history) => history.resolve(ref, 'changes.from'))
    if (ask === local) {
      expect(await back('main~2')).toBe(commits.first)
      expect(await back(`${commits.merged}^`)).toBe(commits.second)
    }
    for (const ref of ['main~999', 'main^{tree}'])
      expect((await expectRefused(back(ref), 'invalid-input')).fields['changes.from']).toMatch(/^From: /)
  })

  test('knows where a branch left another', async () => {
    expect(await ask((history) => history.mergeBase(commits.merged, commits.feature))).toBe(commits.first)
  })

  test('gives both sides of what changed: moved, changed, and what is no text', async () => {
    const changes = await ask((history) => history.changes(commits.first, commits.feature))
    expect(changes.map(({ path: name, oldPath }) => [name, oldPath])).toEqual([
      ['app.py', null],
      ['data.bin', null],
      ['link.py', null],
      ['moved.py', 'old.py'],
    ])
    expect(changes[0]).toMatchObject({
      before: { content: Buffer.from('x = 1\ny = 2\n') },
      after: { content: Buffer.from('x = 1\ny = 3\n') },
    })
    expect(changes[2]).toMatchObject({ before: null, after: { leftOut: 'symbolic link' } })
  })

  test('leaves nothing behind', async () => {
    expect(await readdir(path.join(root, 'data', 'tmp'))).toEqual([])
  })
})

describe('a repository behind https', () => {
  test('is always asked at the address that was checked, and never for all of its files', async () => {
    requests.length = 0
    await remote(async (history) => {
      const base = await history.mergeBase(commits.merged, commits.feature)
      await history.changes(base ?? '', commits.feature)
    })
    const asked = requests.filter(({ args }) => args.some((arg) => arg === 'https://git.test/o/app'))
    expect(asked).toHaveLength(2)
    for (const { args } of requests.filter(({ args: [first] }) => first !== '--version'))
      expect(args.slice(0, 2)).toEqual(['-c', 'http.curloptResolve=git.test:443:140.82.121.3'])
    for (const { args } of asked)
      expect(args.includes('--depth=1') || args.includes('--filter=tree:0')).toBe(true)
  })
  test('on a private network is refused', async () => {
    const lookup = async () => ['10.0.0.1']
    const project = { sourceKind: 'git', sourceLocation: 'https://git.test/o/app' }
    await expectRefused(
      withGitHistory(project, (history) => history.listRefs(), { ...outside, lookup }),
      'invalid-input',
    )
  })
})

describe('a folder of this server', () => {
  test('never has its configuration or hooks obeyed', async () => {
    const config = path.join(work, '.git', 'config')
    const mark = path.join(root, 'obeyed')
    await appendFile(
      config,
      `[core]\n\tfsmonitor = touch ${mark}\n\tsshCommand = touch ${mark}\n[diff]\n\texternal = touch ${mark}\n`,
    )
    await local((history) => history.changes(commits.first, commits.feature))
    expect(await readdir(root)).not.toContain('obeyed')
  })
  test('beyond the allowed ones, without a git, or with a git that borrows elsewhere is refused', async () => {
    const refs = (history: GitHistory) => history.listRefs()
    await expectRefused(local(refs, '/etc'), 'invalid-input')
    const plain = path.join(root, 'plain')
    await mkdir(plain)
    const refused = await expectRefused(local(refs, plain), 'invalid-input')
    expect(refused.userText).toContain('Paste the diff')
    await symlink(path.join(work, '.git'), path.join(plain, '.git'))
    await expectRefused(local(refs, plain), 'invalid-input')
    const alternates = path.join(work, '.git', 'objects', 'info', 'alternates')
    await writeFile(alternates, '/srv/private/objects\n')
    await expectRefused(local(refs), 'invalid-input')
    await rm(alternates)
    const pack = path.join(work, '.git', 'objects', 'pack', 'pack-of-others.pack')
    await symlink('/srv/private/objects/pack/pack-1.pack', pack)
    await expectRefused(local(refs), 'invalid-input')
    await rm(pack)
    expect((await local(refs)).defaultBranch).toBe('main')
  })
  test('that is shallow can be read as far as it goes', async () => {
    const shallow = path.join(root, 'shallow')
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${work}`, shallow])
    const listed = await local((history) => history.listCommits(null, 10), shallow)
    expect(listed.map(({ subject }) => subject)).toEqual(['three'])
  })
  test('that was pasted or uploaded says so', async () => {
    const project = { sourceKind: 'paste', sourceLocation: 'a.py' }
    const refused = await expectRefused(
      withGitHistory(project, (history) => history.listRefs()),
      'invalid-input',
    )
    expect(refused.userText).toContain('no git')
  })
})
