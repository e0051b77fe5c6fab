import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { Verdict } from '@/lib/domain/words'
import { reviewRun } from '@/lib/feedback/review-run'
import { getOverview } from '@/lib/metrics/get-overview'
import { listModules } from '@/lib/projects/list-modules'
import { expectRefused } from '@/lib/testing/expect-refused'
import { fakePython } from '@/lib/testing/fake-python'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { beginRun } from './execution/begin-run'
import { finishRun } from './execution/finish-run'
import { loadRunInput } from './execution/load-run-input'
import { recheckArtifact } from './execution/recheck-artifact'
import { getLaunch } from './get-launch'
import { getRun } from './get-run'
import { listRuns } from './list-runs'
import { retryRun } from './retry-run'
import { type SavedEdit, saveEdit } from './save-edit'

let team: SeededTeam
let launchId: string
let runId: string

async function finish(verdict: Verdict, tryNumber = 1): Promise<void> {
  await beginRun({ runId, tryNumber })
  const verdictText = `own: ${verdict}`
  await finishRun(await loadRunInput(runId, tryNumber), {
    ...{
      source: 'template',
      verdict,
      verdictText,
      reason: 'opted-out',
      reasonText: null,
      promptVersion: null,
    },
    artifacts: [
      {
        kind: 'tests',
        path: 'test_shop.py',
        language: 'python',
        content: `# ${tryNumber}\n`,
        origin: 'template',
      },
    ],
    figures: { testsPassed: 5, statements: 10, coveredStatements: 9 },
  })
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  const seeded = await seedQueuedRuns(team.member, { 'shop.py': 'PRICE = 2\n' })
  launchId = seeded.launchId
  runId = seeded.runIds['shop.py'] ?? ''
  await finish('verified')
})

const python = fakePython({ passes: (name) => !name.includes('bad') })
const GOOD = 'def test_good(): assert 1\n'
const BAD = 'def test_bad(): assert 0\n'

/** Executes an edit as the worker does. */
const recheck = ({ artifactId }: SavedEdit) =>
  recheckArtifact(
    {
      artifactId,
      signal: new AbortController().signal,
      isInterruption: () => false,
      step: (_name, work) => work(),
    },
    async () => python,
  )

let edits = 0
/** Saves the content as the next version; always different from the one before. */
const edit = (content: string) => saveEdit(team.member, { runId, content: `${content}# ${edits++}\n` })
const needsReview = async () => (await getOverview(team.viewer)).needsReview

/** The run's verdict wherever a list shows it. */
async function shown() {
  const { rows, counts } = await listRuns(team.viewer, {})
  const { projectId = '' } = rows[0] ?? {}
  const [module] = await listModules(team.viewer, { projectId })
  const launch = await getLaunch(team.viewer, launchId)
  const verdicts = new Set([rows[0]?.verdict, module?.lastRun?.verdict, launch.rows[0]?.verdict])
  const filtered = await Promise.all(
    (['verified', 'unverified', 'rejected'] as const).map(async (verdict) => {
      const found = (await listRuns(team.viewer, { verdict: [verdict] })).rows.length
      expect([verdict, found]).toEqual([verdict, counts.verdict[verdict] ?? 0])
      return found === 1 ? verdict : null
    }),
  )
  expect([...verdicts]).toEqual(filtered.filter((verdict) => verdict !== null))
  return { verdict: rows[0]?.verdict, figures: rows[0]?.figures, edit: rows[0]?.edit, own: rows[0]?.own }
}

test('a report is no tests, and cannot be edited', async () => {
  const { member } = await seedTeam({ slug: 'green' })
  const seeded = await seedQueuedRuns(member, { 'report.py': 'PRICE = 3\n' })
  const id = seeded.runIds['report.py'] ?? ''
  await beginRun({ runId: id, tryNumber: 1 })
  await finishRun(await loadRunInput(id, 1), {
    ...{ source: 'template', verdict: 'verified', verdictText: 'Approved: nothing found' },
    ...{ reason: 'opted-out', reasonText: null, promptVersion: null, figures: {} },
    artifacts: [
      { kind: 'report', path: 'review.md', language: 'markdown', content: '# m\n', origin: 'template' },
    ],
  })
  await expectRefused(saveEdit(member, { runId: id, content: '# n\n' }), 'invalid-input')
  expect(await db().artifact.count({ where: { runId: id } })).toBe(1)
})

describe('a run whose output a person edited', () => {
  test('is listed, filtered and counted by the newest version; its own verdict stays beside it', async () => {
    expect(await shown()).toMatchObject({ verdict: 'verified', edit: null, figures: { testsPassed: 5 } })
    const bad = await edit(BAD)
    const { version } = bad
    const own = { verdict: 'verified', verdictText: 'own: verified' }
    expect(await shown()).toMatchObject({
      verdict: 'unverified',
      edit: { version, isBeingChecked: true },
      own,
    })
    expect((await getRun(team.viewer, runId)).artifacts[0]?.isBeingChecked).toBe(true)
    await recheck(bad)
    expect(await shown()).toEqual({
      verdict: 'rejected',
      edit: { version, isBeingChecked: false },
      figures: expect.objectContaining({ testsPassed: 0, statements: 4, coveredStatements: 3 }),
      own,
    })
    const detail = await getRun(team.viewer, runId)
    expect(detail.artifacts.map(({ verdict, isBeingChecked }) => [verdict, isBeingChecked])).toEqual([
      ['rejected', false],
      ['verified', false],
    ])
    await recheck(await edit(GOOD))
    expect(await shown()).toMatchObject({ verdict: 'verified', figures: { testsPassed: 1 }, own })
  })

  test('waits for a last word, whatever its check says, and leaves the queue with it', async () => {
    expect(await needsReview()).toBe(1)
    await recheck(await edit(BAD))
    expect(await needsReview()).toBe(1)
    await reviewRun(team.member, { runId, verdict: 'rejected' })
    expect(await needsReview()).toBe(0)
    await recheck(await edit(GOOD))
    expect(await needsReview()).toBe(1)
    await reviewRun(team.member, { runId, verdict: 'accepted' })
    expect(await needsReview()).toBe(0)
  })

  test('shows the newest of two versions that are checked out of order', async () => {
    const [older, newer] = [await edit(BAD), await edit(GOOD)]
    await recheck(newer)
    await recheck(older)
    expect(await shown()).toMatchObject({ verdict: 'verified', edit: { version: newer.version } })
  })

  test('tried again shows what the new try made, also when an edit’s check ends late', async () => {
    const late = await edit(BAD)
    await retryRun(team.member, runId)
    await recheck(late)
    await finish('unverified', 2)
    expect(await shown()).toMatchObject({ verdict: 'unverified', edit: null, figures: { testsPassed: 5 } })
    const { figures } = await db().run.findUniqueOrThrow({ where: { id: runId } })
    expect(figures).not.toHaveProperty('edit')
  })
})
