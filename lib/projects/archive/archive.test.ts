import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeTar, makeTarGz } from '@/lib/testing/make-tar'
import { makeZip } from '@/lib/testing/make-zip'
import { INTAKE_LIMITS } from '../collect/limits'
import { archiveSource } from './archive-source'
import { collectArchive } from './collect-archive'
import { inspectArchive } from './inspect-archive'

const inspect = (archive: Buffer) => inspectArchive(new Blob([new Uint8Array(archive)]))
const collect = async (archive: Buffer) => collectArchive(await inspect(archive))
const textsOf = (files: { path: string; content: Buffer }[]) =>
  Object.fromEntries(files.map(({ path, content }) => [path, content.toString('utf8')]))

type Draft = { name: string; content: string }
const formats: [string, (entries: Draft[]) => Buffer][] = [
  ['zip', makeZip],
  ['tar', makeTar],
  ['tar.gz', makeTarGz],
]

describe.each(formats)('a %s archive', (_format, make) => {
  test('gives its files, without caches and environments', async () => {
    const archive = make([
      { name: 'app.py', content: 'x = 1\n' },
      { name: './docs/guide.md', content: 'é' },
      { name: '__pycache__/app.cpython-311.pyc', content: 'no' },
      { name: 'node_modules/a/b.py', content: 'no' },
      { name: '.git/config', content: 'no' },
      { name: '__MACOSX/._app.py', content: 'no' },
    ])
    const { files, skipped } = await collect(archive)
    expect(textsOf(files)).toEqual({ 'app.py': 'x = 1\n', 'docs/guide.md': 'é' })
    expect(skipped).toEqual([])
  })

  test('loses the folder that wraps a repository, but not a package', async () => {
    const wrapped = await collect(
      make([
        { name: 'repo-main/a.py', content: '' },
        { name: 'repo-main/b/c.py', content: '' },
      ]),
    )
    expect(wrapped.files.map((file) => file.path)).toEqual(['a.py', 'b/c.py'])
    const packaged = await collect(
      make([
        { name: 'pkg/__init__.py', content: '' },
        { name: 'pkg/c.py', content: '' },
      ]),
    )
    expect(packaged.files.map((file) => file.path)).toEqual(['pkg/__init__.py', 'pkg/c.py'])
  })

  test.each(['../evil.py', 'a/../../evil.py', '/etc/evil.py', 'C:/evil.py', '..\\evil.py'])(
    'with the path %s is refused whole',
    async (name) => {
      const archive = make([
        { name: 'good.py', content: '' },
        { name, content: 'evil' },
      ])
      const refusal = await expectRefused(collect(archive), 'invalid-input')
      expect(refusal.userText).toContain('leads outside')
      expect(refusal.fields).toHaveProperty('archive')
    },
  )

  test('leaves out binary and large files and says so', async () => {
    const archive = make([
      { name: 'a.py', content: '' },
      { name: 'logo.png', content: '\u0089PNG\0' },
      { name: 'huge.txt', content: 'x'.repeat(1.1 * 1024 * 1024) },
    ])
    const { files, skipped } = await collect(archive)
    expect(files.map((file) => file.path)).toEqual(['a.py'])
    expect(skipped).toEqual([
      { path: 'huge.txt', reason: 'too large (1.1 MiB, limit 1 MiB)' },
      { path: 'logo.png', reason: 'binary (it holds NUL bytes)' },
    ])
  })

  test('cut short is called damaged', async () => {
    const archive = make([{ name: 'a.py', content: Array.from({ length: 4000 }, (_, i) => i * i).join() }])
    const refusal = await expectRefused(collect(archive.subarray(0, archive.length / 3)), 'invalid-input')
    // Ours to the last word: what the unpacking library said goes to the log.
    expect(refusal.userText).toBe(
      'The archive is damaged, or was cut off on its way. Pack it again and upload it anew.',
    )
  })

  test('is not unpacked on once its import is cancelled', async () => {
    const source = archiveSource(make([{ name: 'app.py', content: 'x = 1\n' }]))
    const cancelled = AbortSignal.abort(new Error('cancelled by a person'))
    await expect(source.list(cancelled)).rejects.toThrow('cancelled by a person')
    expect((await source.list()).files).toHaveLength(1)
    await expect(source.read(new Set(['app.py']), cancelled)).rejects.toThrow('cancelled by a person')
  })

  test('with the same path twice gives one file', async () => {
    const { files } = await collect(
      make([
        { name: 'a.py', content: 'old' },
        { name: 'a.py', content: 'new' },
      ]),
    )
    expect(textsOf(files)).toEqual({ 'a.py': 'new' })
  })

  test('whose file is also a folder keeps what can be kept', async () => {
    const { files, skipped } = await collect(
      make([
        { name: 'a', content: '' },
        { name: 'a/b.py', content: '' },
      ]),
    )
    expect(files.map((file) => file.path)).toEqual(['a/b.py'])
    expect(skipped).toEqual([{ path: 'a', reason: 'has the name of a folder' }])
  })
})

describe('links', () => {
  test('in a zip are listed and not taken', async () => {
    const archive = makeZip([
      { name: 'a.py', content: '' },
      { name: 'passwd.py', content: '/etc/passwd', unixMode: 0o120777 },
    ])
    const { files, skipped } = await collect(archive)
    expect(files.map((file) => file.path)).toEqual(['a.py'])
    expect(skipped).toEqual([{ path: 'passwd.py', reason: 'link, or not a regular file' }])
  })

  test.each([
    ['hard link', '1', '/etc/passwd'],
    ['symbolic link', '2', '/etc/passwd'],
    ['device', '3', ''],
  ])('in a tar (%s) are listed and not taken', async (_kind, type, linkName) => {
    const archive = makeTarGz([
      { name: 'a.py', content: '' },
      { name: 'x.py', type, linkName },
      { name: 'x.py/below.py', content: '' },
    ])
    const { files, skipped } = await collect(archive)
    expect(files.map((file) => file.path)).toEqual(['a.py', 'x.py/below.py'])
    expect(skipped.map((file) => file.path)).toEqual(['x.py'])
  })
})

test('an archive of nothing but links says that they are links', async () => {
  const archive = makeTarGz([
    { name: 'link.py', type: '2', linkName: '/etc/passwd' },
    { name: 'README', content: 'r' },
  ])
  const { userText } = await expectRefused(inspect(archive), 'invalid-input')
  expect(userText).toBe('None of its Python files can be taken (link.py: link). Add the files themselves.')
})

describe('bombs', () => {
  test('a tar.gz that unpacks without end is stopped at the limit', async () => {
    // Gzip members may be joined: a file of 600 MiB from under 1 MB.
    const zeros = gzipSync(Buffer.alloc(20 * 1024 * 1024), { level: 9 })
    const head = gzipSync(makeTar([{ name: 'a.py', declaredBytes: 600 * 1024 * 1024 }]).subarray(0, 512))
    const archive = Buffer.concat([head, ...Array.from({ length: 30 }, () => zeros)])
    expect(archive.length).toBeLessThan(1024 * 1024)
    const bytesBefore = process.memoryUsage().rss
    await expectRefused(collect(archive), 'too-large')
    expect(process.memoryUsage().rss - bytesBefore).toBeLessThan(300 * 1024 * 1024)
  })

  test('padding after the end of a tar is not read', async () => {
    const padded = Buffer.concat([makeTarGz([{ name: 'a.py' }]), gzipSync(Buffer.alloc(200 * 1024 * 1024))])
    expect((await collect(padded)).files.map((file) => file.path)).toEqual(['a.py'])
  })

  test('a tar packed twice is refused', async () => {
    await expectRefused(collect(gzipSync(makeTarGz([{ name: 'a.py' }]))), 'invalid-input')
  })

  test('a zip entry that lies about its size is not read on', async () => {
    const content = Buffer.alloc(64 * 1024 * 1024)
    const archive = makeZip([
      { name: 'ok.py', content: '' },
      { name: 'bomb.py', content, declaredBytes: 10 },
    ])
    expect(archive.length).toBeLessThan(100_000)
    const refusal = await expectRefused(collect(archive), 'invalid-input')
    expect(refusal.userText).toContain('damaged')
  })

  test('too many entries are refused', async () => {
    const entries = Array.from({ length: INTAKE_LIMITS.entries + 1 }, (_, i) => ({ name: `${i}.py` }))
    await expectRefused(collect(makeTarGz(entries)), 'too-large')
  })

  test('an upload above the limit is refused before it is opened', async () => {
    await expectRefused(inspectArchive({ size: INTAKE_LIMITS.uploadBytes + 1 } as Blob), 'too-large')
  })
})

test('what is no archive, empty or encrypted is named as such', async () => {
  const text = async (archive: Buffer) => (await expectRefused(collect(archive), 'invalid-input')).userText
  expect(await text(Buffer.from('hello'))).toContain('This is not a zip or tar.gz archive.')
  expect(await text(Buffer.alloc(0))).toContain('This is not a zip or tar.gz archive.')
  expect(await text(Buffer.from('PK and then nothing'))).toContain('damaged')
  expect(await text(makeZip([{ name: 'a.py', content: 'x', encrypted: true }]))).toContain('encrypted')
  expect(await text(makeZip([]))).toContain('There is no Python file in it.')
})
