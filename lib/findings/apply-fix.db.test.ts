import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { JudgedFinding } from '@/lib/domain/finding-row'
import { forgetEnv } from '@/lib/env'
import { getArtifactFile } from '@/lib/runs/get-artifact-file'
import { getRun } from '@/lib/runs/get-run'
import { expectRefused } from '@/lib/testing/expect-refused'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'
import { applyFix } from './apply-fix'
import { commitFix } from './commit-fix'
import { getFinding } from './get-finding'
import { getPatchFile } from './get-patch-file'
import { undoFix } from './undo-fix'

const SOURCE =
  'def a(x=[]):\n    x.append(1)\n    return x\n\n\ndef b(y=[]):\n    y.append(1)\n    return y\n'
const GOOD = { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'green' as const }

const fixing = (name: string, line: number, text: string) =>
  makeDetection({
    path: 'shop/cart.py',
    qualifiedName: name,
    fix: [{ startLine: line, endLine: line, replacement: text }],
    fixCheck: GOOD,
  })
const a = fixing('a', 1, 'def a(x=()):\n')
const b = fixing('b', 6, 'def b(y=()):\n')
const clash = { ...fixing('a2', 1, 'def a(x=None):\n') }
const unchecked = { ...fixing('c', 1, 'def a():\n'), fixCheck: { ...GOOD, tests: 'red' as const } }

const untested = {
  ...fixing('untested', 6, 'def b(y=()):\n'),
  fixCheck: { ...GOOD, tests: 'not-run' as const },
}

let team: SeededTeam
let other: SeededTeam
let teams = 0
let runId: string

beforeEach(async () => {
  teams += 1
  team = await seedTeam({ slug: `red-${teams}` })
  other = await seedTeam({ slug: `blue-${teams}` })
  const project = await seedSources(team.owner, { slug: 'shop', files: { 'shop/cart.py': SOURCE } })
  const { run } = await seedFindingRun(team.owner, {
    project,
    detections: [a, b, clash, unchecked, untested],
  })
  runId = run.id
})

const findingOf = (qualifiedName: string) =>
  db().finding.findFirstOrThrow({
    where: { teamId: team.owner.teamId, judged: { path: ['qualifiedName'], equals: qualifiedName } },
  })
const versions = () => db().artifact.findMany({ where: { runId }, orderBy: { version: 'asc' } })

test('a fix is a version of the module, a patch and an acceptance; undo takes all of it back', async () => {
  const { id } = await findingOf('a')
  const { fixId, patch, version } = await applyFix(team.member, { findingId: id })
  expect(version).toBe(1)
  expect(patch).toContain('-def a(x=[]):\n+def a(x=()):\n')
  expect(await versions()).toMatchObject([
    {
      kind: 'fixed-module',
      path: 'shop/cart.py',
      content: SOURCE.replace('x=[]', 'x=()'),
      verdict: 'verified',
      origin: 'person',
    },
  ])
  expect(await findingOf('a')).toMatchObject({ state: 'accepted' })
  expect((await getFinding(team.viewer, id)).fixes).toMatchObject([
    { id: fixId, branch: null, undoneAt: null },
  ])

  await expectRefused(applyFix(team.member, { findingId: id }), 'conflict')
  await undoFix(team.member, { fixId })
  expect((await versions()).map(({ content }) => content)).toEqual([SOURCE.replace('x=[]', 'x=()'), SOURCE])
  expect(await findingOf('a')).toMatchObject({ state: 'open' })
  await expectRefused(undoFix(team.member, { fixId }), 'conflict')
  expect((await applyFix(team.member, { findingId: id })).version).toBe(3)
})

test('what a run says while a fix is being applied counts: the fix that was looked at is no longer offered', async () => {
  const { id } = await findingOf('a')
  let refused: Promise<unknown> | undefined
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM run WHERE id = ${runId} FOR UPDATE`
    refused = expectRefused(applyFix(team.member, { findingId: id }), 'conflict')
    await waitFor('the fix waits for the run', async () => (await waitingForRows()) > 0)
    const judged = { ...JudgedFinding.parse((await findingOf('a')).judged), fix: null }
    await tx.findingSighting.updateMany({ where: { runId, findingId: id }, data: { judged } })
  })
  await refused
  expect(await versions()).toEqual([])
  expect(await findingOf('a')).toMatchObject({ state: 'open' })
})

async function waitingForRows(): Promise<number> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return rows.length
}

test('several fixes of a module are in one version, checked together, and each is undone alone', async () => {
  const first = await applyFix(team.member, { findingId: (await findingOf('a')).id })
  await applyFix(team.member, { findingId: (await findingOf('b')).id })
  const both = SOURCE.replace('x=[]', 'x=()').replace('y=[]', 'y=()')
  expect((await versions())[1]?.content).toBe(both)
  expect((await versions())[1]?.verdictText).toMatch(/^The 2 fixes together/)
  await undoFix(team.member, { fixId: first.fixId })
  expect((await versions())[2]?.content).toBe(SOURCE.replace('y=[]', 'y=()'))
})

describe('several fixes together', () => {
  const NOT_RUN = { ...GOOD, tests: 'not-run' as const }
  const SAID = "\n\ndef c():\n    return 'said'\n"
  const applied = async (...fixes: ReturnType<typeof fixing>[]) => {
    const files = { 'shop/cart.py': SOURCE + SAID }
    const project = await seedSources(team.owner, { slug: 'store', files })
    const { run } = await seedFindingRun(team.owner, { project, detections: fixes })
    const seen = await db().findingSighting.findMany({
      where: { runId: run.id },
      orderBy: { position: 'asc' },
    })
    for (const { findingId } of seen) await applyFix(team.member, { findingId })
    return db().artifact.findFirstOrThrow({ where: { runId: run.id }, orderBy: { version: 'desc' } })
  }

  test('are verified when each finding was seen to go', async () => {
    expect(await applied({ ...a, fixCheck: NOT_RUN }, { ...b, fixCheck: NOT_RUN })).toMatchObject({
      verdict: 'verified',
      verdictText: 'The 2 fixes together: parse, remove both findings, add none; tests were not run.',
    })
  })

  test('are not when one of the later ones stays', async () => {
    const useless = {
      ...fixing('b', 6, 'def b(y=list()):\n'),
      range: { ...a.range, startLine: 6, endLine: 6 },
    }
    expect(await applied(a, useless)).toMatchObject({
      verdict: 'unverified',
      verdictText: 'The 2 fixes together: not seen to remove mutable-default in line 6.',
    })
  })

  test('are not when each alone kept the tests green, as nobody ran them with all', async () => {
    expect(await applied(a, b)).toMatchObject({
      verdict: 'unverified',
      verdictText: expect.stringMatching(/were not run with all of them\.$/),
    })
  })

  test('are looked at with the project’s other modules, without which a finding is not seen', async () => {
    const page = `from flask import Flask, request
from shop.tools import run

app = Flask(__name__)


@app.route("/page")
def page(seen=[]):
    run(request.args.get("x", ""))
    seen.append(1)
    return {}
`
    const files = {
      'shop/tools.py': 'import os\n\n\ndef run(command):\n    os.system("echo " + command)\n',
      'shop/page.py': page,
    }
    const project = await seedSources(team.owner, { slug: 'pages', files })
    const place = { path: 'shop/page.py', qualifiedName: 'page', fixCheck: NOT_RUN }
    const mending = (startLine: number, replacement: string, rule: string) =>
      makeDetection({ ...place, rule, fix: [{ startLine, endLine: startLine, replacement }] })
    const { run } = await seedFindingRun(team.owner, {
      project,
      detections: [
        mending(9, '    run("date")\n', 'command-injection'),
        mending(8, 'def page(seen=()):\n', 'mutable-default'),
      ],
    })
    const seen = await db().findingSighting.findMany({ where: { runId: run.id } })
    for (const { findingId } of seen) await applyFix(team.member, { findingId })
    expect(
      await db().artifact.findFirstOrThrow({ where: { runId: run.id }, orderBy: { version: 'desc' } }),
    ).toMatchObject({ verdict: 'verified', verdictText: expect.stringContaining('remove both findings') })
  })

  test('of what a model found are verified when the code it quoted is gone', async () => {
    const said = {
      ...fixing('c', 12, "    return 'done'\n"),
      tool: 'model' as const,
      rule: 'logic',
      quote: "return 'said'",
      range: { startLine: 12, startColumn: 4, endLine: 12, endColumn: 17 },
      fixCheck: NOT_RUN,
    }
    expect(await applied(said, { ...a, fixCheck: NOT_RUN })).toMatchObject({ verdict: 'verified' })
  })
})

test('a fix made for a change is applied to no other text', async () => {
  const { id } = await findingOf('a')
  const { launchId } = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { teamId } = team.owner
  const { blobHash, projectId } = await db().module.findFirstOrThrow({ where: { teamId } })
  await db().run.update({ where: { id: runId }, data: { targetKind: 'diff' } })
  const file = { path: 'shop/cart.py', change: 'changed', isPython: true, oldHash: blobHash, hunks: [] }
  await db().diff.create({
    data: {
      ...{ launchId, teamId, projectId, title: 'main…fix', base: 'a', head: 'b' },
      files: { create: [{ ...file, newHash: 'f'.repeat(64) }] },
    },
  })
  const detail = await getFinding(team.viewer, id)
  expect(detail.patch).toBeNull()
  expect(detail.fixRefusal).toMatch(/^This fix was made for the changes of main…fix/)
  await expectRefused(getPatchFile(team.viewer, id), 'not-found')
  expect((await expectRefused(applyFix(team.member, { findingId: id }), 'conflict')).userText).toBe(
    detail.fixRefusal,
  )
  expect(await versions()).toEqual([])

  // The same text in the change and in the project is one text.
  await db().diffFile.updateMany({ where: { launchId }, data: { newHash: blobHash } })
  expect(await getFinding(team.viewer, id)).toMatchObject({ patch: expect.any(String), fixRefusal: null })
  const { fixId } = await applyFix(team.member, { findingId: id })
  await db().diffFile.updateMany({ where: { launchId }, data: { newHash: 'f'.repeat(64) } })
  await db().project.updateMany({
    where: { teamId },
    data: { sourceKind: 'path', sourceLocation: '/nowhere' },
  })
  await db().snapshot.updateMany({ where: { teamId }, data: { commit: 'c'.repeat(40) } })
  const refused = await expectRefused(commitFix(team.member, { fixId }), 'conflict')
  expect(refused.userText).toMatch(/made for the changes of main…fix/)
})

test('of two fixes at the same time no version loses one', async () => {
  const ids = [(await findingOf('a')).id, (await findingOf('b')).id]
  const outcomes = await Promise.allSettled(ids.map((findingId) => applyFix(team.member, { findingId })))
  for (const [index, { status }] of outcomes.entries())
    if (status === 'rejected') await applyFix(team.member, { findingId: ids[index] ?? '' })
  const both = SOURCE.replace('x=[]', 'x=()').replace('y=[]', 'y=()')
  expect((await versions()).at(-1)?.content).toBe(both)
})

test('two fixes of the same lines, and fixes that failed a check, are refused', async () => {
  await applyFix(team.member, { findingId: (await findingOf('a')).id })
  const refused = await expectRefused(
    applyFix(team.member, { findingId: (await findingOf('a2')).id }),
    'conflict',
  )
  expect(refused.userText).toMatch(/same lines/)
  await expectRefused(applyFix(team.member, { findingId: (await findingOf('c')).id }), 'conflict')
})

test('a module with fixes stands beside what the run made, not instead of it', async () => {
  const report = {
    id: 'report',
    teamId: team.owner.teamId,
    runId,
    version: 1,
    origin: 'template',
    kind: 'report',
  }
  const content = {
    content: '# Review',
    contentHash: 'x',
    language: 'markdown',
    verdict: 'verified',
    verdictText: '',
  }
  await db().artifact.create({ data: { ...report, ...content, path: 'z-review.md' } })
  await applyFix(team.member, { findingId: (await findingOf('a')).id })
  await applyFix(team.member, { findingId: (await findingOf('b')).id })
  expect((await getRun(team.viewer, runId)).artifacts.map(({ path: at }) => at)).toEqual([
    'z-review.md',
    'shop/cart.py',
    'shop/cart.py',
  ])
  expect((await getArtifactFile(team.viewer, { runId })).content).toBe('# Review')
})

test('a run that was tried again leaves a reason, not a fault', async () => {
  const { id } = await findingOf('a')
  const { fixId } = await applyFix(team.member, { findingId: id })
  await db().findingSighting.deleteMany({ where: { findingId: id } })
  await expectRefused(undoFix(team.member, { fixId }), 'conflict')
  await expectRefused(commitFix(team.member, { fixId }), 'conflict')
  await expectRefused(applyFix(team.member, { findingId: id }), 'conflict')
})

test('members of the team only, and others’ fixes by who manages members', async () => {
  const { id } = await findingOf('a')
  await expectRefused(applyFix(team.viewer, { findingId: id }), 'forbidden')
  await expectRefused(applyFix(other.owner, { findingId: id }), 'not-found')
  const { fixId } = await applyFix(team.owner, { findingId: id })
  await expectRefused(undoFix(team.member, { fixId }), 'forbidden')
  await expectRefused(undoFix(other.owner, { fixId }), 'not-found')
  expect(await versions()).toHaveLength(1)
  await undoFix(team.admin, { fixId })
})

test('a fix is committed to a branch of a checkout on this server, once, and not of other projects', async () => {
  const { id } = await findingOf('a')
  const { fixId } = await applyFix(team.member, { findingId: id })
  await expectRefused(commitFix(team.viewer, { fixId }), 'forbidden')
  await expectRefused(commitFix(other.owner, { fixId }), 'not-found')
  const refused = await expectRefused(commitFix(team.member, { fixId }), 'conflict')
  expect(refused.userText).toMatch(/no git checkout on this server/)
  const refusal = async (ctx = team.member) => (await getFinding(ctx, id)).commitRefusal
  expect(await refusal()).toBe(refused.userText)
  expect(await refusal(team.viewer)).toBeNull()

  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-fix-'))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  try {
    git('init', '-q', '-b', 'main')
    mkdirSync(path.join(folder, 'shop'))
    writeFileSync(path.join(folder, 'shop/cart.py'), SOURCE)
    git('add', '.')
    git('commit', '-q', '-m', 'first')
    const teamId = team.owner.teamId
    await db().project.updateMany({ where: { teamId }, data: { sourceKind: 'path', sourceLocation: folder } })
    await db().snapshot.updateMany({ where: { teamId }, data: { commit: git('rev-parse', 'HEAD') } })
    expect(await refusal()).not.toBeNull()
    process.env.ASSAY_PROJECT_PATHS = folder
    forgetEnv()
    expect(await refusal()).toBeNull()
    const { branch, commit } = await commitFix(team.member, { fixId })
    expect(branch).toMatch(/^assay\/fix-mutable-default-[0-9a-f]{8}$/)
    expect(git('rev-parse', branch)).toBe(commit)
    expect(git('show', `${branch}:shop/cart.py`)).toBe(SOURCE.replace('x=[]', 'x=()').trim())
    expect((await getFinding(team.viewer, id)).fixes).toMatchObject([{ branch, commit }])
    await expectRefused(commitFix(team.member, { fixId }), 'conflict')
    // The branch was written and the machine died: the same click again finishes it.
    await db().findingFix.update({ where: { id: fixId }, data: { branch: null, commit: null } })
    expect(await commitFix(team.member, { fixId })).toEqual({ branch, commit })
    const { content } = await getPatchFile(team.viewer, (await findingOf('untested')).id)
    expect(content).toMatch(/tests were not run\.\n\n(?:=+\n)?--- a\//)
    execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input: content })
    expect(await undoFix(team.member, { fixId })).toMatchObject({ branch })
    expect(git('rev-parse', branch)).toBe(commit)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
