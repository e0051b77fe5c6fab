import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { materialiseSnapshot } from './materialise-snapshot'
import { pruneSnapshotFolders } from './prune-snapshot-folders'

vi.mock('node:fs/promises', { spy: true })

let team: SeededTeam
let data: string

beforeAll(async () => {
  team = await seedTeam({ slug: 'folders' })
  data = await mkdtemp(path.join(os.tmpdir(), 'assay-folders-'))
  vi.stubEnv('ASSAY_DATA', data)
  forgetEnv()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(data, { recursive: true, force: true })
})

let projects = 0
const seed = (files: Record<string, string>) =>
  seedSources(team.member, { slug: `folder-${projects++}`, files })

describe('a materialised snapshot', () => {
  test('is the same files on disk, made once for all', async () => {
    const files = { 'pkg/a.py': 'A = 1\n', 'b.py': 'B = 2\n' }
    const { snapshotId } = await seed(files)
    const made = await Promise.all(Array.from({ length: 5 }, () => materialiseSnapshot(snapshotId)))
    expect(new Set(made.map(({ dir }) => dir)).size).toBe(1)
    const { dir, standIns } = await materialiseSnapshot(snapshotId)
    expect(standIns).toEqual([])
    for (const [file, text] of Object.entries(files)) {
      expect(await readFile(path.join(dir, file), 'utf8')).toBe(text)
      expect((await stat(path.join(dir, file))).mode & 0o777).toBe(0o444)
    }
    expect((await stat(path.join(dir, 'pkg'))).mode & 0o777).toBe(0o755)
    expect(await readdir(path.dirname(dir))).toEqual([path.basename(dir)])
  })

  test('has a stand-in for the version file that its build would write', async () => {
    const { snapshotId } = await seed({
      'pyproject.toml': '[tool.setuptools_scm]\nversion_file = "src/pkg/_version.py"\n',
      'src/pkg/__init__.py': 'from ._version import __version__\n',
    })
    const { dir, standIns } = await materialiseSnapshot(snapshotId)
    expect(standIns).toEqual(['src/pkg/_version.py'])
    expect(await readFile(path.join(dir, 'src/pkg/_version.py'), 'utf8')).toContain('"0.0.0+unknown"')
    expect(await db().snapshotFile.count({ where: { snapshotId } })).toBe(2)
  })
})

test('a folder that is pruned just when a run comes for it is made again', async () => {
  const { snapshotId } = await seed({ 'pruned.py': 'P = 1\n' })
  const { dir } = await materialiseSnapshot(snapshotId)
  vi.mocked(utimes).mockImplementationOnce(async (...given) => {
    await rename(dir, `${dir}-aside`)
    return utimes(...given)
  })
  expect((await materialiseSnapshot(snapshotId)).dir).toBe(dir)
  expect(await readFile(path.join(dir, 'pruned.py'), 'utf8')).toBe('P = 1\n')
  await rm(`${dir}-aside`, { recursive: true })
})

test('a folder that cannot be used is not made again and again', async () => {
  const { snapshotId } = await seed({ 'denied.py': 'D = 1\n' })
  vi.mocked(utimes).mockRejectedValueOnce(Object.assign(new Error('denied'), { code: 'EACCES' }))
  await expect(materialiseSnapshot(snapshotId)).rejects.toThrow('denied')
})

describe('pruning', () => {
  const HOUR = 3_600_000
  const aged = async (dir: string, hours: number) => {
    const then = new Date(Date.now() - hours * HOUR)
    await utimes(dir, then, then)
  }
  const left = async () => (await readdir(path.join(data, 'snapshots'))).sort()

  test('takes what was not used for long, and what killed processes left; runs keep theirs', async () => {
    await rm(path.join(data, 'snapshots'), { recursive: true, force: true })
    const [old, young] = [await seed({ 'old.py': 'O = 1\n' }), await seed({ 'young.py': 'Y = 1\n' })]
    const [oldDir, youngDir] = [
      (await materialiseSnapshot(old.snapshotId)).dir,
      (await materialiseSnapshot(young.snapshotId)).dir,
    ]
    const { launchId } = await seedQueuedRuns(team.member, { 'queued.py': 'Q = 1\n' })
    const { snapshotId } = await db().launch.findUniqueOrThrow({ where: { id: launchId } })
    const queuedDir = (await materialiseSnapshot(snapshotId)).dir
    const leftovers = [
      path.join(data, 'snapshots/.draft-killed'),
      path.join(data, 'snapshots/.draft-now'),
      path.join(data, 'tmp/git-killed'),
    ]
    for (const folder of leftovers) await mkdir(folder, { recursive: true })
    await writeFile(path.join(data, 'tmp/git-killed/pack'), 'x')
    for (const dir of [oldDir, queuedDir]) await aged(dir, 15 * 24)
    await aged(youngDir, 13 * 24)
    await aged(path.join(data, 'snapshots/.draft-killed'), 2)
    await aged(path.join(data, 'tmp/git-killed'), 2)

    expect(await pruneSnapshotFolders()).toBe(3)
    expect(await left()).toEqual(['.draft-now', path.basename(youngDir), path.basename(queuedDir)].sort())
    expect(await readdir(path.join(data, 'tmp'))).toEqual([])
    expect(await pruneSnapshotFolders()).toBe(0)
    // What is gone is made again when a run needs it.
    expect((await materialiseSnapshot(old.snapshotId)).dir).toBe(oldDir)
    expect(await readFile(path.join(oldDir, 'old.py'), 'utf8')).toBe('O = 1\n')
  })

  test('takes the ones used longest ago when all are too much, but none used within the hour', async () => {
    await rm(path.join(data, 'snapshots'), { recursive: true, force: true })
    const dirs: string[] = []
    for (const [at, hours] of [5, 4, 3, 0].entries()) {
      const { snapshotId } = await seed({ 'm.py': `M = "${'x'.repeat(1000)}${at}"\n` })
      const { dir } = await materialiseSnapshot(snapshotId)
      await aged(dir, hours)
      dirs.push(dir)
    }
    const names = dirs.map((dir) => path.basename(dir))
    expect(await pruneSnapshotFolders({ days: 14, bytes: 2500 })).toBe(2)
    expect(await left()).toEqual(names.slice(2).sort())
    expect(await pruneSnapshotFolders({ days: 14, bytes: 0 })).toBe(1)
    expect(await left()).toEqual(names.slice(3))
  })

  test('takes the files of a snapshot that was deleted within the hour', async () => {
    await rm(path.join(data, 'snapshots'), { recursive: true, force: true })
    const [gone, kept] = [await seed({ 'gone.py': 'G = 1\n' }), await seed({ 'kept.py': 'K = 1\n' })]
    const [goneDir, keptDir] = [
      (await materialiseSnapshot(gone.snapshotId)).dir,
      (await materialiseSnapshot(kept.snapshotId)).dir,
    ]
    for (const dir of [goneDir, keptDir]) await aged(dir, 2)
    await db().snapshot.delete({ where: { id: gone.snapshotId } })
    expect(await pruneSnapshotFolders()).toBe(1)
    expect(await left()).toEqual([path.basename(keptDir)])
  })
})
