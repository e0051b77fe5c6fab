import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ModuleRow } from '@/lib/domain/module'
import { ProjectRow } from '@/lib/domain/project-row'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { addProjectFromPaste } from './add-project-from-paste'
import { addSampleProject } from './add-sample-project'
import { archiveProject, restoreProject } from './archive-project'
import { getModuleSource } from './get-module-source'
import { getProject } from './get-project'
import { hasProjects } from './has-projects'
import { listModules } from './list-modules'
import { listProjects } from './list-projects'
import { setDataPolicy } from './set-data-policy'

let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

const paste = (code: string, name?: string) =>
  addProjectFromPaste(team.member, { fileName: 'tool.py', code, name })
describe('adding', () => {
  test('the sample gives its modules, read and documented', async () => {
    const added = await addSampleProject(team.member)
    expect(added).toMatchObject({ slug: 'ledger-sample', syntaxErrors: 0, skipped: 0, notices: [] })
    const modules = await listModules(team.viewer, added)
    expect(modules.map((module) => ModuleRow.parse(module))).toHaveLength(12)
    expect(modules.every((module) => module.wasRead && module.documentedShare !== null)).toBe(true)
    const parser = modules.find((module) => module.path === 'ledger/parser.py')
    expect(parser).toMatchObject({ name: 'ledger.parser', functions: 5, isTest: false, lastRun: null })
    const { source } = await getModuleSource(team.viewer, { ...added, path: 'ledger/parser.py' })
    expect(source).toBe(await readFile('lib/projects/sample/ledger/ledger/parser.py', 'utf8'))
    const project = ProjectRow.parse(await getProject(team.viewer, added.slug))
    expect(project.snapshot).toMatchObject({ fileCount: 13, moduleCount: 12 })
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
})

describe('a project', () => {
  test('is archived and restored, with audit rows', async () => {
    const added = await paste('x = 1', 'Old')
    const isListed = async (archived: boolean) =>
      (await listProjects(team.viewer, { archived })).some((row) => row.id === added.projectId)
    await archiveProject(team.member, added)
    await archiveProject(team.member, added)
    expect([await isListed(false), await isListed(true)]).toEqual([false, true])
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
      archiveProject(other.owner, { projectId }),
      restoreProject(other.owner, { projectId }),
      setDataPolicy(other.owner, { projectId, dataPolicy: 'no-model' }),
    ]
    await Promise.all(attempts.map((attempt) => expectRefused(attempt, 'not-found')))
    expect(await listProjects(other.owner)).toEqual([])
    expect([await hasProjects(other.viewer), await hasProjects(team.viewer)]).toEqual([false, true])
    const own = await addProjectFromPaste(other.member, { fileName: 'own.py', code: 'x = 1' })
    expect(await hasProjects(other.viewer)).toBe(true)
    await archiveProject(other.member, own)
    expect(await hasProjects(other.viewer)).toBe(false)
    await expectRefused(getModuleSource(team.viewer, { projectId, path: 'no-such.py' }), 'not-found')
  })
})
