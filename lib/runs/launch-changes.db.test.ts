import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/db'
import type { ChangesTarget } from '@/lib/domain/code-diff'
import { LaunchOptions, type LaunchRequest } from '@/lib/domain/launch'
import { forgetEnv } from '@/lib/env'
import { sweepBlobs } from '@/lib/imports/sweep-blobs'
import { listGitRefs } from '@/lib/projects/changes/list-git-refs'
import { listChangedModules } from '@/lib/projects/list-changed-modules'
import { listSnapshots } from '@/lib/projects/list-snapshots'
import type { TeamContext } from '@/lib/teams/team-context'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import type { Workflow } from '@/lib/workflows/define-workflow'
import { estimateLaunch } from './estimate-launch'
import { loadRunInput } from './execution/load-run-input'
import { getLaunch } from './get-launch'
import { getRun } from './get-run'
import { launchRuns } from './launch-runs'
import { previewChanges } from './preview-changes'

// What a launch of changes is made of does not depend on what the workflow then does with it.
vi.mock('@/lib/workflows/registry', async (original) => {
  const { workflowByName } = await original<{ workflowByName: Record<string, Workflow | undefined> }>()
  const stub = {
    name: 'code-review',
    title: 'Code review',
    summary: '',
    run: async () => Promise.reject(new Error()),
  }
  return { workflowByName: { ...workflowByName, 'code-review': workflowByName['code-review'] ?? stub } }
})

const OLD = 'def total(rows):\n    return sum(rows)\n\n\ndef first(rows):\n    return rows[0]\n'
const NEW = OLD.replace('sum(rows)', 'sum(rows) / len(rows)')
const PASTED = `--- a/shop.py\n+++ b/shop.py\n@@ -1,2 +1,2 @@\n def total(rows):\n-    return sum(rows)\n+    return sum(rows) / len(rows)\n`

let team: SeededTeam
let other: SeededTeam
let folder: string
let project: { projectId: string; snapshotId: string; slug: string }
let commits: string[]
let git: (...args: string[]) => string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-changes-'))
  vi.stubEnv('ASSAY_PROJECT_PATHS', folder)
  vi.stubEnv('ASSAY_DATA', path.join(folder, 'data'))
  forgetEnv()
  git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet', '--initial-branch=main', '.')
  await writeFile(path.join(folder, 'shop.py'), OLD)
  await writeFile(path.join(folder, 'notes.md'), 'one\n')
  git('add', 'shop.py', 'notes.md')
  git('commit', '--quiet', '-m', 'one')
  git('switch', '--quiet', '-c', 'average')
  await writeFile(path.join(folder, 'shop.py'), NEW)
  await writeFile(path.join(folder, 'notes.md'), 'one\ntwo\n')
  git('commit', '--quiet', '-am', 'two')
  commits = [git('rev-parse', 'main'), git('rev-parse', 'average')]
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  const seeded = await seedSources(team.owner, {
    slug: 'shop',
    files: { 'shop.py': OLD, 'other.py': 'x = 1\n' },
  })
  const data = { sourceKind: 'path', sourceLocation: folder }
  const { slug } = await db().project.update({ where: { id: seeded.projectId }, data })
  project = { ...seeded, slug }
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  vi.unstubAllEnvs()
  forgetEnv()
})

const request = (changes: ChangesTarget, more: Partial<LaunchRequest> = {}): LaunchRequest => ({
  projectId: project.projectId,
  workflow: 'code-review',
  modulePaths: [],
  changes,
  options: LaunchOptions.parse({ useModel: false }),
  ...more,
})
const preview = (ctx: TeamContext, changes: ChangesTarget) =>
  previewChanges(ctx, { projectId: project.projectId, changes })
const range: Extract<ChangesTarget, { kind: 'range' }> = { kind: 'range', from: 'main', to: 'average' }

describe('changes of a project', () => {
  test('are seen before they are launched: files, lines and what the names mean now', async () => {
    const { title, base, head, files } = await preview(team.member, range)
    expect({ title, base, head }).toEqual({ title: 'main…average', base: commits[0], head: commits[1] })
    expect(
      files.map(({ path: name, isPython, addedLines, removedLines }) => [
        name,
        isPython,
        addedLines,
        removedLines,
      ]),
    ).toEqual([
      ['notes.md', false, 1, 0],
      ['shop.py', true, 1, 1],
    ])
    expect(await db().launch.count()).toBe(0)
  })

  test('are one run with both texts and the hunks, whatever the branch becomes afterwards', async () => {
    const { launchId, runIds } = await launchRuns(team.member, request(range))
    expect(runIds).toHaveLength(1)
    const { diff, ...input } = (await loadRunInput(runIds[0] ?? '', 1)).input
    expect(input).toMatchObject({ modulePath: 'main…average', moduleName: '', source: '' })
    expect(diff).toMatchObject({ kind: 'diff', title: 'main…average', base: commits[0], head: commits[1] })
    expect(diff?.files[1]).toEqual({
      ...{ path: 'shop.py', oldPath: null, isPython: true, change: 'changed', textLeftOut: null },
      ...{ oldSource: OLD, newSource: NEW },
      hunks: [{ oldStart: 2, oldLines: 1, newStart: 2, newLines: 1 }],
    })
    const launch = await getLaunch(team.viewer, launchId)
    expect(launch.launch).toMatchObject({ targetCount: 1, diff: { title: 'main…average' } })
    expect(launch.rows[0]).toMatchObject({
      targetKind: 'diff',
      targetPath: 'main…average',
      targetName: '2 files +2 −1',
    })
    const run = await getRun(team.viewer, runIds[0] ?? '')
    expect(run.diff?.files).toHaveLength(2)
    expect(run.receipt).toMatchObject({ diffBase: commits[0], diffHead: commits[1] })
  })

  test('are kept as long as the launch is, and what was only looked at is not', async () => {
    const { launchId } = await launchRuns(team.member, request(range))
    const hashes = (await db().diffFile.findMany({ where: { launchId } })).flatMap(({ oldHash, newHash }) => [
      oldHash,
      newHash,
    ])
    const seen = { kind: 'diff', text: PASTED.replace('len(rows)', 'max(1, len(rows))') } as const
    await estimateLaunch(team.member, request(seen))
    const before = await db().blob.count()
    expect(await sweepBlobs()).toBe(1)
    expect(await db().blob.count()).toBe(before - 1)
    expect(await db().blob.count({ where: { hash: { in: hashes.flatMap((hash) => hash ?? []) } } })).toBe(4)
    // It can still be launched: its content is stored again.
    const { runIds } = await launchRuns(team.member, request(seen))
    expect((await loadRunInput(runIds[0] ?? '', 1)).input.diff?.files[0]?.newSource).toContain('max(1')
  })

  test('of a branch begin where it left its target', async () => {
    const { title, base } = await preview(team.member, { kind: 'pull-request', ref: 'average' })
    expect({ title, base }).toEqual({ title: 'average into main', base: commits[0] })
  })

  test('of a pasted diff are applied to the snapshot, or refused with the hunk', async () => {
    const { runIds } = await launchRuns(team.member, request({ kind: 'diff', text: PASTED }))
    const { diff } = (await loadRunInput(runIds[0] ?? '', 1)).input
    expect(diff).toMatchObject({ base: project.snapshotId, files: [{ oldSource: OLD, newSource: NEW }] })
    const text = PASTED.replace('-    return sum(rows)', '-    return min(rows)')
    const refused = await expectRefused(
      launchRuns(team.member, request({ kind: 'diff', text })),
      'invalid-input',
    )
    expect(refused.fields['changes.text']).toContain('Hunk 1 of 1 in shop.py')
  })

  test('are estimated', async () => {
    const estimate = await estimateLaunch(team.member, request(range))
    expect(estimate).toMatchObject({ modules: 1, likelyNanoUsd: 0 })
  })
})

describe('refused are', () => {
  test('workflows that take modules alone, and modules together with changes', async () => {
    const tests = await expectRefused(
      launchRuns(team.member, request(range, { workflow: 'test-generation' })),
      'invalid-input',
    )
    expect(tests.fields.workflow).toContain('code review or bug prediction')
    await expectRefused(
      launchRuns(team.member, request(range, { modulePaths: ['shop.py'] })),
      'invalid-input',
    )
  })
  test('names that mean other commits than were looked at', async () => {
    const seen = { base: commits[0] ?? '', head: commits[0] ?? '' }
    await expectRefused(launchRuns(team.member, request({ ...range, seen })), 'conflict')
    await launchRuns(
      team.member,
      request({ ...range, seen: { base: commits[0] ?? '', head: commits[1] ?? '' } }),
    )
  })
  test('nothing changed, no Python changed, unknown names', async () => {
    await expectRefused(preview(team.member, { ...range, to: 'main' }), 'invalid-input')
    const text = '--- /dev/null\n+++ b/readme.md\n@@ -0,0 +1 @@\n+hello\n'
    const noPython = await expectRefused(
      launchRuns(team.member, request({ kind: 'diff', text })),
      'invalid-input',
    )
    expect(noPython.userText).toContain('No Python file')
    const unknown = await expectRefused(preview(team.member, { ...range, to: 'nowhere' }), 'invalid-input')
    expect(unknown.fields['changes.to']).toContain('nowhere')
  })
  test('other teams and viewers', async () => {
    await expectRefused(preview(other.owner, range), 'not-found')
    await expectRefused(preview(team.viewer, range), 'forbidden')
    await expectRefused(listGitRefs(other.owner, project.slug), 'not-found')
    expect((await listGitRefs(team.member, project.slug)).refs.map(({ name }) => name)).toEqual([
      'average',
      'main',
    ])
    expect(await listSnapshots(other.owner, project.projectId)).toEqual([])
    const { projectId } = project
    await expectRefused(
      listChangedModules(other.owner, { projectId, since: project.snapshotId }),
      'not-found',
    )
  })
})

test('two stored states can be compared, with or without a git', async () => {
  const { projectId, snapshotId } = project
  const files = { 'shop.py': NEW, 'renamed.py': 'x = 1\n', 'new.py': 'y = 1\n' }
  const later = await seedSources(team.owner, { slug: 'later', files })
  await db().snapshot.update({ where: { id: later.snapshotId }, data: { projectId } })
  expect((await listSnapshots(team.viewer, projectId)).map(({ id }) => id)).toEqual([
    later.snapshotId,
    snapshotId,
  ])
  expect(await listChangedModules(team.viewer, { projectId, since: snapshotId })).toEqual([
    'new.py',
    'renamed.py',
    'shop.py',
  ])
  const { files: changed } = await preview(team.member, { kind: 'snapshots', from: snapshotId })
  expect(changed.map(({ path: name, oldPath, change }) => [name, oldPath, change])).toEqual([
    ['new.py', null, 'added'],
    ['renamed.py', 'other.py', 'moved'],
    ['shop.py', null, 'changed'],
  ])
})

test('a preview shows what a branch is now, and a launch of what an older one showed is refused until it is looked at', async () => {
  const { base, head } = await preview(team.member, range)
  const branch = { kind: 'pull-request', ref: 'average' } as const
  expect(await preview(team.member, branch)).toMatchObject({ base, head })
  await writeFile(path.join(folder, 'notes.md'), 'one\ntwo\nthree\n')
  git('commit', '--quiet', '-am', 'three')
  const pushed = git('rev-parse', 'average')
  expect(pushed).not.toBe(head)
  const stale = { ...range, seen: { base, head } }
  await expectRefused(launchRuns(team.member, request(stale)), 'conflict')
  expect(await preview(team.member, range)).toMatchObject({ base, head: pushed })
  expect(await preview(team.member, branch)).toMatchObject({ base, head: pushed })
  const { runIds } = await launchRuns(team.member, request({ ...range, seen: { base, head: pushed } }))
  expect((await loadRunInput(runIds[0] ?? '', 1)).input.diff).toMatchObject({ head: pushed })
})

test('names of states with NUL in them are refused as input', async () => {
  const from = `${project.snapshotId}\0`
  await expectRefused(preview(team.member, { kind: 'snapshots', from }), 'invalid-input')
  await expectRefused(preview(team.member, { kind: 'range', from: 'ma\0in', to: 'average' }), 'invalid-input')
  const text = PASTED.replaceAll('shop.py', 'shop\0.py')
  const refused = await expectRefused(preview(team.member, { kind: 'diff', text }), 'invalid-input')
  expect(refused.fields['changes.text']).toContain('NUL')
})
