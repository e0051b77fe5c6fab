import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { expectRefused } from '@/lib/testing/expect-refused'
import { SarifShape } from '@/lib/testing/sarif-shape'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { exportFindings } from './export-findings'
import { recordVerdicts } from './record-verdicts'

let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  for (const slug of ['shop', 'store']) {
    const project = await seedSources(team.owner, { slug, files: { 'shop/cart.py': 'x = 1\n' } })
    const detections = Array.from({ length: 130 }, (_, n) => makeDetection({ qualifiedName: `f${n}` }))
    await seedFindingRun(team.owner, { project, detections })
  }
  const teamId = team.owner.teamId
  const location = 'https://ada:secret-token@example.org/shop.git'
  await db().project.updateMany({
    where: { teamId, slug: 'shop' },
    data: { sourceKind: 'git', sourceLocation: location },
  })
  await db().snapshot.updateMany({ where: { teamId }, data: { commit: 'c'.repeat(40) } })
  const { id } = await db().finding.findFirstOrThrow({ where: { teamId, project: { slug: 'shop' } } })
  await recordVerdicts(team.member, { findingIds: [id], verdict: 'dismissed', reason: 'noise' })
})

test('SARIF holds all that match, by project, what is suppressed included, and no credentials', async () => {
  const { name, content } = await exportFindings(team.viewer, { format: 'sarif', view: 'all' })
  expect(name).toBe('findings-red.sarif')
  const { runs } = SarifShape.parse(JSON.parse(content))
  expect(runs.map(({ results }) => results.length)).toEqual([130, 130])
  expect(
    runs.flatMap(({ results }) => results).filter(({ suppressions }) => suppressions.length > 0),
  ).toHaveLength(1)
  expect(runs.map((run) => run.versionControlProvenance)).toEqual([
    [{ repositoryUri: 'https://example.org/shop.git', revisionId: 'c'.repeat(40) }],
    undefined,
  ])
  expect(content).not.toContain('secret-token')
})

test('is the same file for the same findings', async () => {
  const once = await exportFindings(team.viewer, { format: 'sarif', project: 'store' })
  expect(await exportFindings(team.viewer, { format: 'sarif', project: 'store' })).toEqual(once)
  expect(once.name).toBe('findings-store.sarif')
})

test('CSV and Markdown hold what is shown', async () => {
  const csv = await exportFindings(team.viewer, { format: 'csv' })
  expect(csv.content.trim().split('\r\n')).toHaveLength(1 + 259)
  const markdown = await exportFindings(team.viewer, { format: 'markdown', project: 'shop' })
  expect(markdown.content).toMatch(/^# Assay: 129 findings \(129 medium\)/)
})

test('a fix that was made for a change leaves only where the stored module is that text', async () => {
  const files = { 'tax/rate.py': 'rate = 1\n' }
  const project = await seedSources(team.owner, { slug: 'tax', files })
  const [before, after] = ['rate = 2\n', files['tax/rate.py']]
  const fixed = makeDetection({
    path: 'tax/rate.py',
    fix: [{ startLine: 1, endLine: 1, replacement: 'rate = 3\n' }],
    fixCheck: { applies: true, parses: true, removesFinding: true, addsNone: true, tests: 'not-run' },
  })
  for (const [text, holdsFix] of [
    [before, false],
    [after, true],
  ] as const) {
    const changed = { 'tax/rate.py': text }
    const { run } = await seedFindingRun(team.owner, { project, detections: [fixed], changed })
    const { launchId } = await db().run.findUniqueOrThrow({ where: { id: run.id } })
    const { teamId, projectId } = run
    const newHash = run.changed?.get('tax/rate.py') ?? null
    if (newHash !== null)
      await db().blob.createMany({
        data: [{ hash: newHash, bytes: text.length, content: Buffer.from(text) }],
        skipDuplicates: true,
      })
    await db().diff.create({
      data: {
        ...{ launchId, teamId, projectId, title: 'main…fix', base: 'a', head: 'b' },
        files: { create: [{ path: 'tax/rate.py', change: 'changed', newHash, isPython: true, hunks: [] }] },
      },
    })
    for (const format of ['sarif', 'markdown'] as const) {
      const { content } = await exportFindings(team.viewer, { format, project: 'tax' })
      expect(content.includes('rate = 3'), `${format} of ${text}`).toBe(holdsFix)
    }
  }
})

test('other teams export their own', async () => {
  expect(
    (await exportFindings(other.owner, { format: 'csv', project: 'shop' })).content.trim().split('\r\n'),
  ).toHaveLength(1)
})

test('too many are refused, not cut', async () => {
  await db().$executeRaw`INSERT INTO finding SELECT (jsonb_populate_record(finding,
    jsonb_build_object('id', n::text, 'fingerprint', n::text))).* FROM finding, generate_series(1, 5001) AS n
    WHERE finding.id = (SELECT min(id) FROM finding WHERE state = 'open')`
  await expectRefused(exportFindings(team.viewer, { format: 'csv' }), 'too-large')
})
