import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { AssayError } from '@/lib/domain/assay-error'
import { forgetEnv } from '@/lib/env'
import { expectRefused } from '@/lib/testing/expect-refused'
import { checkGitRef, checkGitUrl } from './check-git-url'
import { collectGit } from './collect-git'
import { isPublicAddress } from './is-public-address'
import { resolveGitHost } from './resolve-git-host'
import { type GitRequest, runGit } from './run-git'

describe('the address of a repository', () => {
  test.each([
    ['https://github.com/owner/name', 'https://github.com/owner/name', 'name'],
    ['  https://github.com/owner/name.git/ ', 'https://github.com/owner/name.git', 'name'],
    ['HTTPS://Example.com:8443/a/b/c.git', 'https://example.com:8443/a/b/c.git', 'c'],
  ])('%s is taken', (text, href, name) => expect(checkGitUrl(text)).toMatchObject({ href, name }))

  test.each([
    'http://github.com/o/n',
    'git@github.com:o/n.git',
    'ssh://git@github.com/o/n',
    'git://github.com/o/n',
    'file:///etc',
    '/srv/repo',
    'ext::sh -c touch% /tmp/pwned',
    '--upload-pack=touch /tmp/pwned',
    '-c core.sshCommand=x',
    'https:github.com/o/n',
    'https://user:secret@github.com/o/n',
    'https://token@github.com/o/n',
    'https://github.com',
    'https://github.com/o/n?x=1',
    'https://github.com/o/n#main',
    'https://github.com/o/%0a--upload-pack=x',
    '',
  ])('%s is refused', (text) => expect(() => checkGitUrl(text)).toThrow(AssayError))

  test.each(['main', 'v1.2.3', 'feature/a-b', 'a'.repeat(40)])('ref %s is taken', (ref) =>
    expect(checkGitRef(` ${ref} `)).toBe(ref),
  )
  test.each([
    '--upload-pack=x',
    '-q',
    'a..b',
    '+main',
    'a:b',
    'a b',
    'x.lock',
    'a/',
    '/a',
    'a~1',
    'a^',
    '@{u}',
  ])('ref %s is refused', (ref) => expect(() => checkGitRef(ref)).toThrow(AssayError))
  test('no ref means the default branch', () => {
    expect([undefined, null, '', '  '].map(checkGitRef)).toEqual([null, null, null, null])
  })
})

describe('the host', () => {
  test.each([
    ['140.82.121.3', true],
    ['2606:50c0:8000::153', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['::', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:140.82.121.3', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['localhost', false],
  ])('%s public: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic))

  const resolve = (addresses: string[], allowPrivate = false) =>
    resolveGitHost(checkGitUrl('https://git.test/a/b'), { allowPrivate, lookup: async () => addresses })

  test('is pinned to its first address when all of them are public', async () => {
    expect(await resolve(['140.82.121.3', '140.82.121.4'])).toBe('140.82.121.3')
    await expectRefused(resolve(['140.82.121.3', '127.0.0.1']), 'invalid-input')
    await expectRefused(resolve([]), 'invalid-input')
    expect(await resolve(['10.0.0.8'], true)).toBe('10.0.0.8')
  })

  test('written as a number or in brackets is seen through', async () => {
    for (const host of ['2130706433', '0x7f.1', '[::1]', '127.1']) {
      const url = checkGitUrl(`https://${host}/a/b`)
      const lookup = async (name: string) => [name]
      await expectRefused(resolveGitHost(url, { allowPrivate: false, lookup }), 'invalid-input')
    }
  })
})

describe('a repository', () => {
  let bare: string
  let dataFolder: string
  let commits: Record<'first' | 'second', string>
  const requests: GitRequest[] = []

  beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(os.tmpdir(), 'assay-data-'))
    vi.stubEnv('ASSAY_DATA', dataFolder)
    forgetEnv()
    bare = await mkdtemp(path.join(os.tmpdir(), 'assay-bare-'))
    const work = await mkdtemp(path.join(os.tmpdir(), 'assay-work-'))
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], {
        cwd: work,
        encoding: 'utf8',
      }).trim()
    git('init', '--quiet', '--initial-branch=main', '.')
    await writeFile(path.join(work, 'app.py'), 'x = 1\n')
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    git('tag', 'v1')
    const first = git('rev-parse', 'HEAD')
    await writeFile(path.join(work, 'app.py'), 'x = 2\n')
    await writeFile(path.join(work, 'näme.txt'), 'ü')
    await writeFile(path.join(work, 'run.sh'), 'echo\n')
    await chmod(path.join(work, 'run.sh'), 0o755)
    await writeFile(path.join(work, 'data.bin'), Buffer.from([0, 1, 2]))
    await writeFile(path.join(work, 'big.py'), 'x'.repeat(1024 * 1024 + 1))
    await symlink('/etc/passwd', path.join(work, 'link.py'))
    await writeFile(path.join(work, '.gitattributes'), '*.py filter=evil\n')
    git('add', '.')
    git('update-index', '--add', '--cacheinfo', `160000,${first},sub`)
    git('commit', '--quiet', '-m', 'second')
    git('clone', '--quiet', '--bare', '.', bare)
    execFileSync('git', ['config', 'uploadpack.allowAnySHA1InWant', 'true'], { cwd: bare })
    commits = { first, second: git('rev-parse', 'HEAD') }
    await rm(work, { recursive: true })
  })

  afterAll(async () => {
    for (const folder of [bare, dataFolder]) await rm(folder, { recursive: true, force: true })
    vi.unstubAllEnvs()
    forgetEnv()
  })

  /** The same git with the same arguments, but for the address: there is no https server in a test. */
  const outside = {
    lookup: async () => ['140.82.121.3'],
    runGit: (request: GitRequest) => {
      requests.push(request)
      const args = request.args.map((arg) => (arg === 'https://git.test/o/app' ? `file://${bare}` : arg))
      return runGit({ ...request, args: ['-c', 'protocol.file.allow=always', ...args] })
    },
  }
  const collect = (ref?: string) => collectGit({ url: 'https://git.test/o/app', ref }, outside)

  test('gives the files of its default branch, without links, submodules and binaries', async () => {
    const { files, skipped, commit, ref } = await collect()
    expect({ commit, ref }).toEqual({ commit: commits.second, ref: null })
    expect(Object.fromEntries(files.map((file) => [file.path, file.content.toString()]))).toEqual({
      '.gitattributes': '*.py filter=evil\n',
      'app.py': 'x = 2\n',
      'näme.txt': 'ü',
      'run.sh': 'echo\n',
    })
    expect(skipped).toEqual([
      { path: 'big.py', reason: 'too large (just over 1 MiB, the limit)' },
      { path: 'link.py', reason: 'symbolic link' },
      { path: 'data.bin', reason: 'binary (it holds NUL bytes)' },
      { path: 'sub', reason: 'submodule' },
    ])
  })

  test('gives a tag or a commit when asked for one', async () => {
    for (const ref of ['v1', commits.first]) {
      const collected = await collect(ref)
      expect(collected.commit).toBe(commits.first)
      expect(collected.files.map((file) => file.content.toString())).toEqual(['x = 1\n'])
    }
  })

  test('is fetched alone, shallow, to the address that was checked, and nothing is left behind', async () => {
    requests.length = 0
    await collect()
    const fetch = requests.find((request) => request.args.includes('fetch'))
    expect(fetch?.args.slice(0, 2)).toEqual(['-c', 'http.curloptResolve=git.test:443:140.82.121.3'])
    expect(fetch?.args).toContain('--depth=1')
    expect(fetch?.args.slice(-3)).toEqual(['--', 'https://git.test/o/app', 'HEAD'])
    await expectRefused(collect('no-such-branch'), 'invalid-input')
    expect((await readdir(path.join(dataFolder, 'tmp'))).filter((name) => name.startsWith('git-'))).toEqual(
      [],
    )
  })

  test('says which field is wrong', async () => {
    const noRef = await expectRefused(collect('no-such-branch'), 'invalid-input')
    expect(noRef.fields).toEqual({ ref: 'The repository has no such branch, tag or commit.' })
    const refused = await expectRefused(collectGit({ url: 'https://127.0.0.1:1/o/app' }), 'invalid-input')
    expect(refused.userText).toContain('private network')
    vi.stubEnv('ASSAY_ALLOW_PRIVATE_GIT', '1')
    forgetEnv()
    const unreachable = await expectRefused(collectGit({ url: 'https://127.0.0.1:1/o/app' }), 'invalid-input')
    expect(unreachable.fields.url).toContain('did not answer')
  })
})

describe('running git', () => {
  const run = async (args: string[], timeoutMs = 10_000) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-git-'))
    try {
      return await runGit({ folder, args, timeoutMs })
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  test('allows no protocol but https', async () => {
    for (const url of [
      'file:///tmp',
      'ext::sh -c id',
      'http://127.0.0.1:1/a',
      'ssh://127.0.0.1:1/a',
      'git://127.0.0.1:1/a',
    ]) {
      const { exitCode, stderr } = await run(['ls-remote', '--', url])
      expect(exitCode).toBe(128)
      expect(stderr).toMatch(/transport '\w+' not allowed/)
    }
  })

  test('sees no configuration and no secret of this process', async () => {
    vi.stubEnv('ASSAY_SECRET_KEY', 'do-not-leak')
    const { stdout } = await run(['-c', 'alias.tell=!env', 'tell'])
    expect(stdout.toString()).toContain('GIT_CONFIG_NOSYSTEM=1')
    expect(stdout.toString()).not.toContain('do-not-leak')
    vi.unstubAllEnvs()
  })

  test('ends after its time, with all of its children', async () => {
    const began = performance.now()
    const result = await run(['-c', 'alias.wait=!sleep 30', 'wait'], 200)
    expect(result.timedOut).toBe(true)
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('is killed when it says more than allowed, or what the reader refuses', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'assay-git-'))
    const endless = { folder, args: ['-c', 'alias.say=!yes', 'say'], timeoutMs: 20_000 }
    const result = await runGit({ ...endless, maxStdoutBytes: 100_000 })
    expect(result).toMatchObject({ overflowed: true, timedOut: false })
    expect(result.stdout).toHaveLength(0)
    const refuse = () => {
      throw new Error('enough')
    }
    await expect(runGit({ ...endless, onStdout: refuse })).rejects.toThrow('enough')
    await rm(folder, { recursive: true })
  })

  test('cannot write a file above the limit', async () => {
    const fill = (size: string) => run(['-c', `alias.fill=!head -c ${size} /dev/zero > full`, 'fill'])
    expect((await fill('1M')).exitCode).toBe(0)
    expect((await fill('600M')).exitCode).not.toBe(0)
  })
})
