import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countSkipped } from '@/lib/domain/module'
import { expectRefused } from '@/lib/testing/expect-refused'
import { chooseFiles } from './choose-files'
import { collectFiles } from './collect-files'
import { folderSource } from './folder-source'
import { SNAPSHOT_LIMITS } from './limits'
import { readGitHead } from './read-git-head'
import { resolveServerPath } from './server-path'

let root: string

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'assay-collect-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function put(file: string, content: string | Buffer = ''): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true })
  await writeFile(path.join(root, file), content)
}

describe('a folder', () => {
  test('gives its text files and leaves tools, caches and environments alone', async () => {
    await put('pkg/a.py', 'a')
    await put('README', 'r')
    for (const folder of ['.git', 'node_modules/x', 'pkg/__pycache__', 'venv/lib', 'app.egg-info']) {
      await put(`${folder}/no.py`)
    }
    await put('myenv/pyvenv.cfg')
    await put('myenv/lib/no.py')
    await put('logo.png', Buffer.from([0x89, 0, 1]))
    const { files, skipped } = await collectFiles(folderSource(root))
    expect(files.map((file) => file.path)).toEqual(['README', 'pkg/a.py'])
    expect(skipped).toEqual([{ path: 'logo.png', reason: 'binary (it holds NUL bytes)' }])
  })

  test('is not left through links, whatever they point to', async () => {
    await put('a.py')
    await symlink('/etc/passwd', path.join(root, 'passwd.py'))
    await symlink('/etc', path.join(root, 'etc'))
    await symlink('.', path.join(root, 'loop'))
    await symlink('nowhere', path.join(root, 'dangling.py'))
    const { files, skipped } = await collectFiles(folderSource(root))
    expect(files.map((file) => file.path)).toEqual(['a.py'])
    expect(skipped.map((file) => file.path)).toEqual(['dangling.py', 'passwd.py', 'etc', 'loop'])
  })

  test('whose file became a link after it was listed does not give that file', async () => {
    await put('a.py')
    const source = folderSource(root)
    await source.list()
    await rm(path.join(root, 'a.py'))
    await symlink('/etc/passwd', path.join(root, 'a.py'))
    await expect(source.read(new Set(['a.py']))).rejects.toMatchObject({ code: 'ELOOP' })
  })

  test('is not read on once its import is cancelled', async () => {
    await put('a.py')
    const cancelled = AbortSignal.abort(new Error('cancelled by a person'))
    const source = folderSource(root)
    await expect(source.list(cancelled)).rejects.toThrow('cancelled by a person')
    await expect(source.read(new Set(['a.py']), cancelled)).rejects.toThrow('cancelled by a person')
    const controller = new AbortController()
    const list = async () => {
      controller.abort(new Error('cancelled meanwhile'))
      return source.list()
    }
    await expect(collectFiles({ ...source, list }, {}, controller.signal)).rejects.toThrow('cancelled mean')
  })

  test('with a pipe in it does not hang', async () => {
    await put('a.py')
    execFileSync('mkfifo', [path.join(root, 'pipe.py')])
    const { skipped } = await collectFiles(folderSource(root))
    expect(skipped).toEqual([{ path: 'pipe.py', reason: 'not a regular file' }])
  })

  test('tells commit and branch of a checkout without running git in it', async () => {
    const commit = 'c'.repeat(40)
    expect(await readGitHead(root)).toEqual({ commit: null, ref: null })
    await put('.git/HEAD', 'ref: refs/heads/feat/x\n')
    await put('.git/packed-refs', `# pack-refs\n${'a'.repeat(40)} refs/heads/feat/x\n`)
    expect(await readGitHead(root)).toEqual({ commit: 'a'.repeat(40), ref: 'feat/x' })
    await put('.git/refs/heads/feat/x', `${commit}\n`)
    expect(await readGitHead(root)).toEqual({ commit, ref: 'feat/x' })
    await put('.git/HEAD', `${commit}\n`)
    expect(await readGitHead(root)).toEqual({ commit, ref: null })
    await put('.git/HEAD', 'ref: refs/heads/../../../etc/passwd\n')
    expect(await readGitHead(root)).toEqual({ commit: null, ref: null })
  })
})

describe('a server path', () => {
  test('is allowed below the allowed folders and nowhere else', async () => {
    await put('allowed/project/a.py')
    await put('allowed-not/a.py')
    await symlink(path.join(root, 'allowed-not'), path.join(root, 'allowed/out'))
    await symlink(path.join(root, 'allowed'), path.join(root, 'alias'))
    const resolve = (input: string, folders = [path.join(root, 'allowed')]) =>
      resolveServerPath(input, folders)

    expect(await resolve(path.join(root, 'allowed/project'))).toBe(path.join(root, 'allowed/project'))
    expect(await resolve(path.join(root, 'alias/project'))).toBe(path.join(root, 'allowed/project'))
    expect(await resolve(path.join(root, 'allowed'))).toBe(path.join(root, 'allowed'))

    const textOf = async (wrong: string) =>
      (await expectRefused(resolve(path.join(root, wrong)), 'invalid-input')).userText
    // Beyond the allowed folder one text answers for what is there and for what is not.
    const beyond = [
      'allowed-not',
      'no-such-folder',
      'allowed/out',
      'allowed/../allowed-not',
      'allowed-not/a.py',
    ]
    const texts = new Set(await Promise.all(beyond.map(textOf)))
    expect([...texts]).toEqual([expect.stringContaining('This is not below')])
    expect(await textOf('allowed/missing')).toContain('does not exist')
    expect(await textOf('allowed/project/a.py')).toContain('is a file, not a folder')
    expect(await textOf('allowed/project/a.py/deeper')).toContain('A part of this path is a file')
    await expectRefused(resolve('allowed/project'), 'invalid-input')
    await expectRefused(resolve('/etc'), 'invalid-input')
    const off = await expectRefused(resolve(path.join(root, 'allowed'), []), 'invalid-input')
    expect(off.userText).toContain('ASSAY_PROJECT_PATHS')
    expect(off.fields).toHaveProperty('path')
  })
})

test('what may not be read is said of the folder itself, and listed when it lies deeper', async () => {
  await put('allowed/a.py')
  await put('allowed/secret/b.py')
  await chmod(root, 0o755)
  await chmod(path.join(root, 'allowed/secret'), 0)
  // Root may read everything, so this is looked at from a process that gives its rights up.
  const look = ['--import', 'tsx', '--conditions=react-server', 'lib/testing/look-without-rights-main.ts']
  const seen = execFileSync(process.execPath, [...look, path.join(root, 'allowed')], { encoding: 'utf8' })
  await chmod(path.join(root, 'allowed/secret'), 0o700)
  expect(JSON.parse(seen)).toEqual({
    refusal: expect.stringContaining('not permitted to read'),
    files: ['a.py'],
    skipped: ['secret/'],
  })
})

test('a file that has gone since it was listed is named, and costs no other', async () => {
  await put('a.py')
  await put('b.py')
  const source = folderSource(root)
  const list = async () => {
    const listed = await source.list()
    await rm(path.join(root, 'b.py'))
    return listed
  }
  const { files, skipped } = await collectFiles({ ...source, list })
  expect([files.map((file) => file.path), skipped]).toEqual([
    ['a.py'],
    [{ path: 'b.py', reason: expect.stringContaining('has gone') }],
  ])
})

describe('the limits', () => {
  test('take other files before Python', () => {
    const many = Array.from({ length: SNAPSHOT_LIMITS.files }, (_, i) => ({ path: `docs/${i}.md`, bytes: 1 }))
    const { chosen, skipped } = chooseFiles([...many, { path: 'z.py', bytes: 1 }])
    expect(chosen.has('z.py')).toBe(true)
    expect(chosen.size).toBe(SNAPSHOT_LIMITS.files)
    expect(skipped).toEqual([{ path: 'docs/999.md', reason: 'too many files (limit 5,000)' }])
  })

  test('hold for all files together', () => {
    const files = Array.from({ length: 70 }, (_, i) => ({
      path: `${i}.py`,
      bytes: SNAPSHOT_LIMITS.fileBytes,
    }))
    const { chosen, skipped } = chooseFiles(files)
    expect(chosen.size).toBe(64)
    expect(skipped).toHaveLength(6)
    expect(skipped[0]?.reason).toBe('too much in all (limit 64 MiB)')
  })

  test('refuse names that no file could be made of', () => {
    const paths = ['a\nb.py', 'a\0.py', '\ufffd.py', `${'d/'.repeat(40)}x.py`, `${'x'.repeat(500)}.py`]
    const { chosen, skipped } = chooseFiles(paths.map((file) => ({ path: file, bytes: 1 })))
    expect(chosen.size).toBe(0)
    expect(skipped.map((file) => file.reason).sort()).toEqual(
      ['nested too deeply', 'path too long', 'unreadable name', 'unreadable name', 'unreadable name'].sort(),
    )
  })

  test('shorten the list of what was left out', async () => {
    const bytes = Math.round(2.3 * 1024 * 1024)
    const files = Array.from({ length: 700 }, (_, i) => ({ path: `${i}.bin`, content: Buffer.from([0]) }))
    const { skipped } = await collectFiles({
      list: async () => ({
        files: [...files.map(({ path: file }) => ({ path: file, bytes: 1 })), { path: 'z/huge.py', bytes }],
        skipped: [],
      }),
      read: async () => files,
    })
    expect(skipped).toHaveLength(501)
    expect(skipped[0]).toEqual({ path: 'z/huge.py', reason: 'too large (2.3 MiB, limit 1 MiB)' })
    expect(skipped.at(-1)).toEqual({ path: '…', reason: 'and 201 more files' })
    expect(countSkipped(skipped)).toBe(701)
  })
})
