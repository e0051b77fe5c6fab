import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import { ModuleRow, ProjectRow } from '@/lib/domain/module'
import { forgetEnv } from '@/lib/env'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeTarGz } from '@/lib/testing/make-tar'
import { makeZip } from '@/lib/testing/make-zip'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { addProjectFromArchive } from './add-project-from-archive'
import { addProjectFromGit } from './add-project-from-git'
import { addProjectFromPaste } from './add-project-from-paste'
import { addProjectFromPath } from './add-project-from-path'
import { addSampleProject } from './add-sample-project'
import { archiveProject, restoreProject } from './archive-project'
import { getModuleSource } from './get-module-source'
import { getProject } from './get-project'
import { listModules } from './list-modules'
import { listProjects } from './list-projects'
import { refreshProject } from './refresh-project'
import { setDataPolicy } from './set-data-policy'

let team: SeededTeam
let other: SeededTeam
let folder: string

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-projects-'))
  vi.stubEnv('ASSAY_DATA', path.join(folder, 'data'))
  vi.stubEnv('ASSAY_PROJECT_PATHS', path.join(folder, 'code'))
  forgetEnv()
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const paste = (code: string, name?: string) =>
  addProjectFromPaste(team.member, { fileName: 'tool.py', code, name })
const fileOf = (name: string, content: Buffer) => new File([new Uint8Array(content)], name)

async function put(file: string, content: string): Promise<void> {
  const target = path.join(folder, 'code', file)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, content)
}

describe('adding', () => {
  test('the sample gives its modules, read and documented', async () => {
    const added = await addSampleProject(team.member)
    expect(added).toMatchObject({ slug: 'ledger-sample', syntaxErrors: 0, skipped: 0, notices: [] })
    const modules = await listModules(team.viewer, added)
    expect(modules.map((module) => ModuleRow.parse(module))).toHaveLength(11)
    expect(modules.every((module) => module.wasRead && module.documentedShare !== null)).toBe(true)
    const parser = modules.find((module) => module.path === 'ledger/parser.py')
    expect(parser).toMatchObject({ name: 'ledger.parser', functions: 5, isTest: false, lastRun: null })
    const { source } = await getModuleSource(team.viewer, { ...added, path: 'ledger/parser.py' })
    expect(source).toBe(await readFile('lib/projects/sample/ledger/ledger/parser.py', 'utf8'))
    const project = ProjectRow.parse(await getProject(team.viewer, added.slug))
    expect(project.snapshot).toMatchObject({ fileCount: 12, moduleCount: 11 })
  })

  test('pasted code gives one file, with an audit row', async () => {
    const added = await paste('def f(x):\r\n    return x')
    expect(added).toMatchObject({ slug: 'tool', fileCount: 1, moduleCount: 1 })
    const { source } = await getModuleSource(team.viewer, { ...added, path: 'tool.py' })
    expect(source).toBe('def f(x):\n    return x\n')
    const audit = await db().auditEntry.findFirstOrThrow({ where: { subjectId: added.projectId } })
    expect(audit).toMatchObject({
      action: 'project.create',
      teamId: team.owner.teamId,
      userId: team.member.userId,
    })
    expect((await paste('x = 1')).slug).toBe('tool-2')
    expect((await paste('x = 1', ' Mine ')).slug).toBe('mine')
    await expectRefused(addProjectFromPaste(team.member, { fileName: '../x.py', code: 'x' }), 'invalid-input')
  })

  test.each([
    ['zip', makeZip],
    ['tar.gz', makeTarGz],
  ])('a %s keeps a broken module and reads the others', async (extension, make) => {
    const archive = make([
      { name: 'repo-1/src/app/__init__.py', content: '' },
      { name: 'repo-1/src/app/good.py', content: '"""Doc."""\ndef f(): ...\nclass C: ...\n' },
      { name: 'repo-1/src/app/broken.py', content: 'def f(:\n' },
      { name: 'repo-1/src/app/latin.py', content: Buffer.from('x = "\xe9"', 'latin1') },
      { name: 'repo-1/tests/test_good.py', content: 'def test(): assert True\n' },
      { name: 'repo-1/logo.png', content: Buffer.from([0]) },
    ])
    const added = await addProjectFromArchive(team.member, {
      archive: fileOf(`repo-1.${extension}`, archive),
    })
    expect(added).toMatchObject({ fileCount: 5, moduleCount: 5, syntaxErrors: 2, skipped: 1 })
    expect(added.notices).toHaveLength(2)
    expect((await getProject(team.viewer, added.slug)).name).toBe('repo-1')
    const modules = new Map((await listModules(team.viewer, added)).map((module) => [module.path, module]))
    expect(modules.get('src/app/good.py')).toMatchObject({
      name: 'app.good',
      functions: 1,
      classes: 1,
      syntaxError: null,
    })
    expect(modules.get('src/app/broken.py')?.syntaxError).toMatchObject({ line: 1 })
    expect(modules.get('src/app/latin.py')?.syntaxError?.message).toContain('not UTF-8')
    expect(modules.get('tests/test_good.py')?.isTest).toBe(true)
  })

  test('a server path takes what lies below the allowed folder', async () => {
    await put('proj/a.py', 'A = 1\n')
    const added = await addProjectFromPath(team.member, { path: path.join(folder, 'code/proj') })
    expect((await getProject(team.viewer, added.slug)).sourceLocation).toBe(path.join(folder, 'code/proj'))
    const refusal = await expectRefused(addProjectFromPath(team.member, { path: '/etc' }), 'invalid-input')
    expect(refusal.fields).toHaveProperty('path')
  })

  test('leaves no project behind when it fails', async () => {
    const before = await db().project.count()
    const noPython = fileOf('a.zip', makeZip([{ name: 'a.txt', content: 'x' }]))
    await expectRefused(addProjectFromArchive(team.member, { archive: noPython }), 'invalid-input')
    const lookup = async () => ['10.0.0.1']
    await expectRefused(
      addProjectFromGit(team.member, { url: 'https://git.test/a/b' }, { lookup }),
      'invalid-input',
    )
    expect(await db().project.count()).toBe(before)
  })

  test('a repository of 100 files takes less than 5 seconds', async () => {
    const body = 'def f(x: int) -> int:\n    """Doc."""\n    return x if x else 0\n\n'.repeat(40)
    for (let i = 0; i < 100; i += 1) await put(`hundred/pkg${i % 10}/m${i}.py`, body)
    const began = performance.now()
    const added = await addProjectFromPath(team.member, { path: path.join(folder, 'code/hundred') })
    expect(added).toMatchObject({ moduleCount: 100, syntaxErrors: 0, notices: [] })
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('refreshing', () => {
  test('makes a snapshot only when a file has changed', async () => {
    await put('moving/a.py', 'A = 1\n')
    await put('moving/b.py', 'B = 1\n')
    const added = await addProjectFromPath(team.member, { path: path.join(folder, 'code/moving') })
    const same = await refreshProject(team.member, added)
    expect(same).toMatchObject({ isNewSnapshot: false, snapshotId: added.snapshotId })
    await put('moving/a.py', 'A = 2\n')
    const changed = await refreshProject(team.member, added)
    expect(changed.isNewSnapshot).toBe(true)
    const sourceIn = async (snapshotId?: string) =>
      (await getModuleSource(team.viewer, { projectId: added.projectId, path: 'a.py', snapshotId })).source
    expect([await sourceIn(), await sourceIn(added.snapshotId)]).toEqual(['A = 2\n', 'A = 1\n'])
    const hashOfB = async ({ snapshotId }: { snapshotId: string }) =>
      (
        await db().snapshotFile.findUniqueOrThrow({
          where: { snapshotId_path: { snapshotId, path: 'b.py' } },
        })
      ).blobHash
    expect(await hashOfB(changed)).toBe(await hashOfB(added))
    expect(
      await db().auditEntry.count({ where: { action: 'project.refresh', subjectId: added.projectId } }),
    ).toBe(1)
  })

  test('takes new code for a pasted and a new archive for an uploaded project', async () => {
    const pasted = await paste('x = 1')
    await expectRefused(refreshProject(team.member, pasted), 'invalid-input')
    const { isNewSnapshot } = await refreshProject(team.member, { ...pasted, code: 'x = 2' })
    expect(isNewSnapshot).toBe(true)
    const uploaded = await addProjectFromArchive(team.member, {
      archive: fileOf('u.zip', makeZip([{ name: 'a.py', content: '1' }])),
    })
    await expectRefused(refreshProject(team.member, uploaded), 'invalid-input')
    const archive = fileOf('u.zip', makeZip([{ name: 'a.py', content: '2' }]))
    expect((await refreshProject(team.member, { ...uploaded, archive })).isNewSnapshot).toBe(true)
  })
})

describe('a project', () => {
  test('is archived and restored, with audit rows', async () => {
    const added = await paste('x = 1', 'Old')
    const isListed = async (archived: boolean) =>
      (await listProjects(team.viewer, { archived })).some((row) => row.id === added.projectId)
    await archiveProject(team.member, added)
    await archiveProject(team.member, added)
    expect([await isListed(false), await isListed(true)]).toEqual([false, true])
    await expectRefused(refreshProject(team.member, { ...added, code: 'y = 1' }), 'conflict')
    await restoreProject(team.member, added)
    expect(await isListed(false)).toBe(true)
    const audit = await db().auditEntry.findMany({
      where: { subjectId: added.projectId },
      orderBy: { id: 'asc' },
    })
    expect(audit.map((row) => row.action)).toEqual(['project.create', 'project.archive', 'project.restore'])
  })

  test('has a data policy that admins set', async () => {
    const added = await paste('x = 1')
    const policy = { projectId: added.projectId, dataPolicy: 'local-only' } as const
    await expectRefused(setDataPolicy(team.member, policy), 'forbidden')
    await setDataPolicy(team.admin, policy)
    expect((await getProject(team.viewer, added.slug)).dataPolicy).toBe('local-only')
  })

  test('is not changed by viewers', async () => {
    const { projectId } = await paste('x = 1')
    const code = 'x = 1'
    const attempts = [
      addSampleProject(team.viewer),
      addProjectFromPaste(team.viewer, { fileName: 'a.py', code }),
      addProjectFromPath(team.viewer, { path: '/' }),
      addProjectFromGit(team.viewer, { url: 'https://git.test/a/b' }),
      addProjectFromArchive(team.viewer, { archive: fileOf('a.zip', makeZip([])) }),
      refreshProject(team.viewer, { projectId, code }),
      archiveProject(team.viewer, { projectId }),
      restoreProject(team.viewer, { projectId }),
      setDataPolicy(team.viewer, { projectId, dataPolicy: 'no-model' }),
    ]
    await Promise.all(attempts.map((attempt) => expectRefused(attempt, 'forbidden')))
  })

  test('of another team is not there', async () => {
    const added = await paste('x = 1', 'Secret')
    const { projectId, snapshotId, slug } = added
    const attempts = [
      getProject(other.owner, slug),
      listModules(other.owner, { projectId }),
      listModules(other.owner, { projectId, snapshotId }),
      getModuleSource(other.owner, { projectId, path: 'tool.py' }),
      refreshProject(other.owner, { projectId, code: 'y = 1' }),
      archiveProject(other.owner, { projectId }),
      restoreProject(other.owner, { projectId }),
      setDataPolicy(other.owner, { projectId, dataPolicy: 'no-model' }),
    ]
    await Promise.all(attempts.map((attempt) => expectRefused(attempt, 'not-found')))
    expect(await listProjects(other.owner)).toEqual([])
    await expectRefused(getModuleSource(team.viewer, { projectId, path: 'no-such.py' }), 'not-found')
  })
})
