import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import type { AddedProject, ImportState } from '@/lib/domain/import'
import { forgetEnv } from '@/lib/env'
import { archiveProject } from '@/lib/projects/archive-project'
import { getModuleSource } from '@/lib/projects/get-module-source'
import { getProject } from '@/lib/projects/get-project'
import type { GitOutside } from '@/lib/projects/git/collect-git'
import { listModules } from '@/lib/projects/list-modules'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeTarGz } from '@/lib/testing/make-tar'
import { makeZip } from '@/lib/testing/make-zip'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { addArchiveProject } from './add-archive-project'
import { addGitProject } from './add-git-project'
import { addPaste } from './add-paste'
import { addPathProject } from './add-path-project'
import { addSample } from './add-sample'
import { hashArchive } from './archive-blob'
import { cancelImport } from './cancel-import'
import { collectSource } from './collect-source'
import { discardProject } from './discard-project'
import { executeImport } from './execute-import'
import { refreshProject } from './refresh-project'
import { retryImport } from './retry-import'

let team: SeededTeam
let other: SeededTeam
let folder: string

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-imports-'))
  vi.stubEnv('ASSAY_DATA', path.join(folder, 'data'))
  vi.stubEnv('ASSAY_PROJECT_PATHS', path.join(folder, 'code'))
  forgetEnv()
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const fileOf = (name: string, content: Buffer) => new File([new Uint8Array(content)], name)
const zipOf = (files: Record<string, string>) =>
  makeZip(Object.entries(files).map(([name, content]) => ({ name, content })))
const codePath = (name: string) => path.join(folder, 'code', name)
const GIT = 'https://git.test/owner/tool'
const lookup = async () => ['140.82.121.3']

async function put(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(codePath(file)), { recursive: true })
  await writeFile(codePath(file), content)
}

type Importing = Extract<AddedProject, { outcome: 'importing' }>

function importing(added: AddedProject): Importing {
  if (added.outcome !== 'importing') throw new Error(`not importing: ${added.outcome}`)
  return added
}

interface RunOptions {
  signal?: AbortSignal
  outside?: GitOutside
  wallMs?: number
}

/** What a worker does with an import that was started; gives the state it ended in. */
async function run(added: AddedProject, { signal, ...trial }: RunOptions = {}): Promise<ImportState | null> {
  const { projectId, importId, slug } = importing(added)
  const step = <T>(_name: string, work: () => Promise<T>) => work()
  const unused = new AbortController().signal
  await executeImport(
    { projectId, importId, step, signal: signal ?? unused, isInterruption: () => false },
    trial,
  )
  return (await getProject(team.viewer, slug)).importState
}

const answer = (exitCode: number, stdout = '', stderr = '') => ({
  exitCode,
  timedOut: false,
  overflowed: false,
  stdout: Buffer.from(stdout),
  stderr,
})
/** A git whose every fetch fails. */
const failingGit = (stderr: string): GitOutside => ({
  lookup,
  runGit: async ({ args }) => {
    if (args.includes('--version')) return answer(0, 'git version 2.40.0')
    return args.includes('fetch') ? answer(128, '', stderr) : answer(0)
  },
})

describe('an import', () => {
  test.each([
    ['zip', makeZip],
    ['tar.gz', makeTarGz],
  ])('of a %s keeps a broken module and reads the others', async (extension, make) => {
    const archive = make([
      { name: 'repo-1/src/app/__init__.py', content: '' },
      { name: 'repo-1/src/app/good.py', content: '"""Doc."""\ndef f(): ...\nclass C: ...\n' },
      { name: 'repo-1/src/app/broken.py', content: 'def f(:\n' },
      { name: 'repo-1/src/app/latin.py', content: Buffer.from('x = "\xe9"', 'latin1') },
      { name: 'repo-1/tests/test_good.py', content: 'def test(): assert True\n' },
      { name: 'repo-1/logo.png', content: Buffer.from([0]) },
    ])
    const added = importing(
      await addArchiveProject(team.member, { archive: fileOf(`repo-1.${extension}`, archive) }),
    )
    const before = await getProject(team.viewer, added.slug)
    expect(before).toMatchObject({ snapshot: null, importState: { status: 'running', phase: 'queued' } })
    expect(await listModules(team.viewer, added)).toEqual([])
    const state = await run(added)
    expect(state).toMatchObject({
      status: 'done',
      result: { isNewSnapshot: true, fileCount: 5, moduleCount: 5 },
    })
    expect(state?.result?.notices).toHaveLength(2)
    const modules = new Map((await listModules(team.viewer, added)).map((module) => [module.path, module]))
    expect(modules.get('src/app/good.py')).toMatchObject({ name: 'app.good', functions: 1, classes: 1 })
    expect(modules.get('src/app/broken.py')?.syntaxError).toMatchObject({ line: 1 })
    expect(modules.get('src/app/latin.py')?.syntaxError?.message).toContain('not UTF-8')
    expect(modules.get('tests/test_good.py')?.isTest).toBe(true)
    // The archive itself is not kept once it was unpacked.
    const { files } = await db().snapshot.findFirstOrThrow({
      where: { projectId: added.projectId },
      include: { files: true },
    })
    const largest = await db().blob.findFirst({ where: { bytes: archive.length } })
    expect([files.length, largest]).toEqual([5, null])
  })

  test('of a server path takes what lies below the allowed folder, with audit rows', async () => {
    await put('proj/a.py', 'A = 1\n')
    const added = importing(await addPathProject(team.member, { path: codePath('proj') }))
    await run(added)
    expect((await getProject(team.viewer, added.slug)).sourceLocation).toBe(codePath('proj'))
    const refusal = await expectRefused(addPathProject(team.member, { path: '/etc' }), 'invalid-input')
    expect(refusal.fields).toHaveProperty('path')
    const audit = await db().auditEntry.findMany({
      where: { subjectId: added.projectId },
      orderBy: { id: 'asc' },
    })
    expect(audit.map((row) => [row.action, row.userId])).toEqual([
      ['project.create', team.member.userId],
      ['project.import', team.member.userId],
    ])
  })

  test('of 100 files takes less than 5 seconds', async () => {
    const body = 'def f(x: int) -> int:\n    """Doc."""\n    return x if x else 0\n\n'.repeat(40)
    for (let i = 0; i < 100; i += 1) await put(`hundred/pkg${i % 10}/m${i}.py`, body)
    const added = await addPathProject(team.member, { path: codePath('hundred') })
    const began = performance.now()
    expect((await run(added))?.result).toMatchObject({ moduleCount: 100, notices: [] })
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('that is run again after its end, or after a newer one, changes nothing', async () => {
    await put('twice/a.py', 'A = 1\n')
    const added = importing(await addPathProject(team.member, { path: codePath('twice') }))
    const first = await run(added)
    await put('twice/a.py', 'A = 2\n')
    expect(await run(added)).toEqual(first)
    expect(await db().snapshot.count({ where: { projectId: added.projectId } })).toBe(1)
  })
})

describe('a source that cannot be imported', () => {
  test('is refused at once when that can be told, and leaves no project behind', async () => {
    const before = await db().project.count()
    const archiveOf = (content: Buffer) =>
      addArchiveProject(team.member, { archive: fileOf('a.zip', content) })
    await expectRefused(archiveOf(zipOf({ 'a.txt': 'x' })), 'invalid-input')
    await expectRefused(archiveOf(zipOf({ 'a.py': 'x' }).subarray(0, 40)), 'invalid-input')
    const onPrivateNetwork = addGitProject(team.member, { url: GIT }, { lookup: async () => ['10.0.0.1'] })
    await expectRefused(onPrivateNetwork, 'invalid-input')
    expect(await db().project.count()).toBe(before)
  })

  test('ends as failed with its reason; it may be started again, or discarded', async () => {
    const added = importing(await addGitProject(team.member, { url: GIT, ref: 'v9' }, { lookup }))
    const outside = failingGit("fatal: couldn't find remote ref v9")
    const failed = await run(added, { outside })
    expect(failed).toMatchObject({
      status: 'failed',
      errorText: 'The repository has no such branch, tag or commit.',
    })
    const again = await retryImport(team.member, added)
    expect((await getProject(team.viewer, added.slug)).importState).toMatchObject({
      status: 'running',
      errorText: null,
    })
    await expectRefused(discardProject(team.member, added), 'conflict')
    await expectRefused(retryImport(team.member, added), 'conflict')
    await run(again, { outside })
    await discardProject(team.member, added)
    expect(await db().project.findUnique({ where: { id: added.projectId } })).toBeNull()
  })

  test('is no reason to lose an archive: it is there for another try', async () => {
    const archive = zipOf({ 'kept.py': 'K = 1\n' })
    const added = importing(await addArchiveProject(team.member, { archive: fileOf('kept.zip', archive) }))
    await cancelImport(team.member, added)
    const again = await retryImport(team.member, added)
    expect(await run(again)).toMatchObject({ status: 'done', result: { moduleCount: 1 } })
    await expectRefused(retryImport(team.member, added), 'conflict')
  })
})

describe('cancelling', () => {
  test('ends the import at once and takes it out of the queue', async () => {
    await put('cancel/a.py', 'A = 1\n')
    const added = importing(await addPathProject(team.member, { path: codePath('cancel') }))
    expect(await cancelImport(team.member, added)).toEqual({ cancelled: true })
    expect(await cancelImport(team.member, added)).toEqual({ cancelled: false })
    const flows = await db().$queryRaw`
      SELECT status FROM dbos.workflow_status WHERE workflow_uuid = ${`import:${added.importId}`}`
    expect(flows).toEqual([{ status: 'CANCELLED' }])
    expect(await run(added)).toMatchObject({ status: 'cancelled', result: null })
    expect(await db().snapshot.count({ where: { projectId: added.projectId } })).toBe(0)
  })

  test('stops the reading of a folder and of an archive', async () => {
    await put('stop/a.py', 'A = 1\n')
    const content = zipOf({ 'stop.py': 'S = 1\n' })
    const added = importing(await addArchiveProject(team.member, { archive: fileOf('stop.zip', content) }))
    const options = { signal: AbortSignal.abort(new Error('cancelled by a person')), onPhase: () => {} }
    for (const source of [
      { sourceKind: 'path', sourceLocation: codePath('stop'), sourceRef: null, archiveHash: null },
      { sourceKind: 'upload', sourceLocation: null, sourceRef: null, archiveHash: hashArchive(content) },
    ])
      await expect(collectSource(source, options)).rejects.toThrow('cancelled by a person')
    await cancelImport(team.member, added)
  })

  test('stops git in the middle of a fetch', async () => {
    const added = importing(await addGitProject(team.member, { url: `${GIT}-slow` }, { lookup }))
    const controller = new AbortController()
    const runGit: GitOutside['runGit'] = async ({ args, signal }) => {
      if (args.includes('--version')) return answer(0, 'git version 2.40.0')
      if (!args.includes('fetch')) return answer(0)
      controller.abort(new Error('cancelled by a person'))
      signal?.throwIfAborted()
      return answer(0)
    }
    const stopped = run(added, { signal: controller.signal, outside: { lookup, runGit } })
    await expect(stopped).rejects.toThrow('cancelled by a person')
  })
})

test('an import that takes too long ends as failed, and says what to do', async () => {
  const added = importing(await addGitProject(team.member, { url: `${GIT}-endless` }, { lookup }))
  const runGit: GitOutside['runGit'] = async ({ args, signal }) => {
    if (args.includes('--version')) return answer(0, 'git version 2.40.0')
    if (!args.includes('fetch')) return answer(0)
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }
  expect(await run(added, { wallMs: 300, outside: { lookup, runGit } })).toMatchObject({
    status: 'failed',
    errorText: expect.stringMatching(/took longer than .* Leave out .* start it again\.$/),
  })
})

describe('refreshing', () => {
  test('makes a snapshot only when a file has changed', async () => {
    await put('moving/a.py', 'A = 1\n')
    await put('moving/b.py', 'B = 1\n')
    const added = importing(await addPathProject(team.member, { path: codePath('moving') }))
    await run(added)
    const first = (await getProject(team.viewer, added.slug)).snapshot?.id
    const same = await run(await refreshProject(team.member, added))
    expect(same?.result).toMatchObject({ isNewSnapshot: false })
    await put('moving/a.py', 'A = 2\n')
    const changed = await run(await refreshProject(team.member, added))
    expect(changed?.result).toMatchObject({ isNewSnapshot: true })
    const sourceIn = async (snapshotId?: string) =>
      (await getModuleSource(team.viewer, { projectId: added.projectId, path: 'a.py', snapshotId })).source
    expect([await sourceIn(), await sourceIn(first)]).toEqual(['A = 2\n', 'A = 1\n'])
    const blobs = await db().snapshotFile.findMany({
      where: { path: 'b.py', snapshot: { projectId: added.projectId } },
    })
    expect(new Set(blobs.map((blob) => blob.blobHash)).size).toBe(1)
    const audit = { action: 'project.refresh', subjectId: added.projectId }
    expect(await db().auditEntry.count({ where: audit })).toBe(1)
  })

  test('takes new code for a pasted and a new archive for an uploaded project', async () => {
    const pasted = await addPaste(team.member, { fileName: 'tool.py', code: 'x = 1' })
    if (pasted.outcome !== 'added') throw new Error(pasted.outcome)
    await expectRefused(refreshProject(team.member, pasted), 'invalid-input')
    const refreshed = await refreshProject(team.member, { ...pasted, code: 'x = 2' })
    expect(refreshed).toMatchObject({ outcome: 'added', isNewSnapshot: true })
    const archive = fileOf('u.zip', zipOf({ 'a.py': '1' }))
    const uploaded = importing(await addArchiveProject(team.member, { archive }))
    await run(uploaded)
    await expectRefused(refreshProject(team.member, uploaded), 'invalid-input')
    const newer = { ...uploaded, archive: fileOf('u.zip', zipOf({ 'a.py': '2' })) }
    expect((await run(await refreshProject(team.member, newer)))?.result).toMatchObject({
      isNewSnapshot: true,
    })
    await archiveProject(team.member, uploaded)
    await expectRefused(refreshProject(team.member, newer), 'conflict')
  })
})

describe('the same source once more', () => {
  test('is told first, and gets a number when it is added anyway', async () => {
    await put('same/a.py', 'A = 1\n')
    const archive = () => fileOf('same-upload.zip', zipOf({ 'same.py': 'S = 1' }))
    const ways: [string, (evenIfAdded: boolean) => Promise<AddedProject>][] = [
      ['same', (evenIfAdded) => addPathProject(team.member, { path: `${codePath('same')}/`, evenIfAdded })],
      [
        'same-git',
        (evenIfAdded) =>
          addGitProject(
            team.member,
            { url: `https://git.test/o/same-git${evenIfAdded ? '' : '.git'}`, evenIfAdded },
            { lookup },
          ),
      ],
      ['same-upload', (evenIfAdded) => addArchiveProject(team.member, { archive: archive(), evenIfAdded })],
      [
        'same_paste',
        (evenIfAdded) => addPaste(team.member, { fileName: 'same_paste.py', code: 'P = 1', evenIfAdded }),
      ],
      ['Ledger (sample)', (evenIfAdded) => addSample(team.member, { evenIfAdded })],
    ]
    for (const [name, add] of ways) {
      const first = await add(false)
      expect(first.outcome, name).not.toBe('already-added')
      const second = await add(false)
      expect(second, name).toMatchObject({ outcome: 'already-added', name, slug: first.slug })
      const third = await add(true)
      expect((await getProject(team.viewer, third.slug)).name).toBe(`${name} (2)`)
    }
  })

  test('is none when it is another branch, another team’s, archived, or never came', async () => {
    const git = (ctx = team.member, ref?: string) =>
      addGitProject(ctx, { url: 'https://git.test/o/once', ref }, { lookup })
    const first = importing(await git())
    expect((await git(team.member, 'next')).outcome).toBe('importing')
    expect((await git(other.member)).outcome).toBe('importing')
    expect((await git()).outcome).toBe('already-added')
    await cancelImport(team.member, first)
    const second = importing(await git())
    await archiveProject(team.member, second)
    expect((await git()).outcome).toBe('importing')
  })
})

test('viewers and other teams change nothing', async () => {
  await put('mine/a.py', 'A = 1\n')
  const added = importing(await addPathProject(team.member, { path: codePath('mine') }))
  const { projectId } = added
  const archive = fileOf('a.zip', zipOf({ 'a.py': '1' }))
  const attempts = [
    addSample(team.viewer, {}),
    addPaste(team.viewer, { fileName: 'a.py', code: 'x = 1' }),
    addPathProject(team.viewer, { path: codePath('mine') }),
    addGitProject(team.viewer, { url: GIT }, { lookup }),
    addArchiveProject(team.viewer, { archive }),
    refreshProject(team.viewer, { projectId }),
    retryImport(team.viewer, { projectId }),
    cancelImport(team.viewer, { projectId }),
    discardProject(team.viewer, { projectId }),
  ]
  await Promise.all(attempts.map((attempt) => expectRefused(attempt, 'forbidden')))
  const foreign = [
    refreshProject(other.owner, { projectId }),
    retryImport(other.owner, { projectId }),
    cancelImport(other.owner, { projectId }),
    discardProject(other.owner, { projectId }),
  ]
  await Promise.all(foreign.map((attempt) => expectRefused(attempt, 'not-found')))
  expect((await getProject(team.viewer, added.slug)).importState).toMatchObject({ status: 'running' })
})
