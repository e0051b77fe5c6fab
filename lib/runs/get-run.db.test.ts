import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { RunDetail } from '@/lib/domain/run'
import { reviewRun } from '@/lib/feedback/review-run'
import { undoReview } from '@/lib/feedback/undo-review'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedQueuedRuns } from '@/lib/testing/seed/seed-queued-runs'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { cancelLaunch } from './cancel-launch'
import { cancelRun } from './cancel-run'
import { RECHECK_QUEUE } from './durable/engine-names'
import { beginRun } from './execution/begin-run'
import { finishRun } from './execution/finish-run'
import { loadRunInput } from './execution/load-run-input'
import { getArtifactFile } from './get-artifact-file'
import { getAttemptPayload } from './get-attempt-payload'
import { getLaunch } from './get-launch'
import { getRun } from './get-run'
import { retryRun } from './retry-run'
import { saveEdit } from './save-edit'

let team: SeededTeam
let other: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
})

async function seedRun(): Promise<string> {
  const { runIds } = await seedQueuedRuns(team.member, { 'shop.py': 'PRICE = 2\n' })
  return runIds['shop.py'] ?? ''
}

async function finish(runId: string, tryNumber = 1, content = 'def test_price(): assert True\n') {
  await beginRun({ runId, tryNumber })
  await finishRun(await loadRunInput(runId, tryNumber), {
    source: 'model',
    verdict: 'verified',
    verdictText: '1 test passes twice',
    reason: null,
    reasonText: null,
    artifacts: [{ kind: 'tests', path: 'test_shop.py', language: 'python', content, origin: 'model' }],
    figures: { testsPassed: 1 },
    promptVersion: 'test-generation/generate.v1',
    answerUses: { [`${runId}.attempt`]: { kept: 1, of: 2 } },
  })
}

async function seedDoneRun(): Promise<string> {
  const runId = await seedRun()
  await finish(runId)
  return runId
}

async function seedAttempt(runId: string): Promise<string> {
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } })
  const { teamId, projectId, launchId, workflow, createdBy } = run
  const attempt = await db().attempt.create({
    data: {
      id: `${runId}.attempt`,
      ...{ teamId, projectId, launchId, runId, workflow, userId: createdBy },
      ...{
        stage: 'generate',
        tryNumber: 1,
        sequence: 1,
        source: 'model',
        outcome: 'ok',
        costNanoUsd: 20_400_000n,
      },
      payload: { create: { teamId, prompt: { system: 'Write tests.' }, answer: '{}' } },
    },
  })
  return attempt.id
}

describe('a run', () => {
  test('is shown with its source, attempts, output and receipt, as the page expects it', async () => {
    const runId = await seedRun()
    const attemptId = await seedAttempt(runId)
    await finish(runId)
    const detail = RunDetail.parse(await getRun(team.viewer, runId))
    expect(detail.run).toMatchObject({ status: 'done', costNanoUsd: 20_400_000, modelCalls: 1 })
    expect(detail.source).toBe('PRICE = 2\n')
    expect(detail.attempts).toMatchObject([
      { id: attemptId, tryNumber: 1, hasPayload: true, costNanoUsd: 20_400_000, use: { kept: 1, of: 2 } },
    ])
    expect(detail.artifacts).toMatchObject([{ version: 1, origin: 'model', createdByName: null }])
    expect(detail.receipt.artifactSha256).toBe(detail.artifacts[0]?.contentHash)
    expect(await getAttemptPayload(team.viewer, attemptId)).toEqual({
      prompt: { system: 'Write tests.' },
      answer: '{}',
      templates: null,
    })
    expect(await getArtifactFile(team.viewer, { runId })).toMatchObject({ name: 'test_shop.py' })
  })

  test('is done once: a repeated last step changes nothing', async () => {
    const runId = await seedDoneRun()
    const before = await getRun(team.viewer, runId)
    await finish(runId, 1, 'something else')
    expect(await getRun(team.viewer, runId)).toEqual(before)
  })

  test('of another team is not to be found, whatever is asked of it', async () => {
    const runId = await seedDoneRun()
    const attemptId = await seedAttempt(runId)
    const stranger = other.owner
    await expectRefused(getRun(stranger, runId), 'not-found')
    await expectRefused(getAttemptPayload(stranger, attemptId), 'not-found')
    await expectRefused(getArtifactFile(stranger, { runId }), 'not-found')
    await expectRefused(cancelRun(stranger, runId), 'not-found')
    await expectRefused(retryRun(stranger, runId), 'not-found')
    await expectRefused(saveEdit(stranger, { runId, content: 'x' }), 'not-found')
    await expectRefused(reviewRun(stranger, { runId, verdict: 'accepted' }), 'not-found')
    const { reviewId } = await reviewRun(team.member, { runId, verdict: 'accepted' })
    await expectRefused(undoReview(stranger, reviewId), 'not-found')
  })

  test('is changed by members only, and every change leaves an audit row', async () => {
    const runId = await seedDoneRun()
    await expectRefused(cancelRun(team.viewer, runId), 'forbidden')
    await expectRefused(retryRun(team.viewer, runId), 'forbidden')
    await expectRefused(saveEdit(team.viewer, { runId, content: 'x' }), 'forbidden')
    await expectRefused(reviewRun(team.viewer, { runId, rating: 5 }), 'forbidden')
    const { reviewId } = await reviewRun(team.member, { runId, rating: 5 })
    await undoReview(team.member, reviewId)
    await saveEdit(team.member, { runId, content: 'assert 1' })
    await retryRun(team.member, runId)
    await cancelRun(team.member, runId)
    const audit = await db().auditEntry.findMany({
      where: { subjectId: runId },
      orderBy: { createdAt: 'asc' },
    })
    expect(audit.map((entry) => entry.action)).toEqual([
      'review.create',
      'review.undo',
      'run.edit',
      'run.retry',
      'run.cancel',
    ])
  })

  test('tried again keeps its earlier output and money, and starts blank', async () => {
    const runId = await seedRun()
    await seedAttempt(runId)
    await expectRefused(retryRun(team.member, runId), 'conflict')
    await finish(runId)
    await reviewRun(team.member, { runId, verdict: 'rejected', rating: 2 })
    expect(await retryRun(team.member, runId)).toEqual({ tryNumber: 2 })
    const blank = (await getRun(team.viewer, runId)).run
    expect(blank).toMatchObject({ status: 'queued', verdict: null, reviewVerdict: null, rating: null })
    expect(blank.costNanoUsd).toBe(20_400_000)
    await finish(runId, 2, 'def test_again(): assert True\n')
    await reviewRun(team.member, { runId, rating: 4 })
    const detail = await getRun(team.viewer, runId)
    expect(detail.artifacts.map((artifact) => artifact.version)).toEqual([2, 1])
    expect(detail.run).toMatchObject({ reviewVerdict: null, rating: 4 })
  })
})

describe('a cancel', () => {
  const namesOf = async (runId: string) => (await getRun(team.viewer, runId)).cancelledBy?.name

  test('tells who did it: by itself or with the launch, for the newest try', async () => {
    const { launchId, runIds } = await seedQueuedRuns(team.member, { 'a.py': 'A = 1\n', 'b.py': 'B = 1\n' })
    const [a = '', b = ''] = Object.values(runIds)
    expect(await namesOf(a)).toBeUndefined()
    const bar = { ...{ id: 'bar', runId: a, teamId: team.member.teamId, tryNumber: 1, sequence: 1 } }
    const open = { ...bar, stage: 's', kind: 'model', label: 'm', status: 'running', startedAt: new Date() }
    await db().runSpan.create({ data: open })
    await cancelRun(team.member, a)
    expect((await getRun(team.viewer, a)).spans).toMatchObject([{ id: 'bar', status: 'skipped' }])
    await cancelLaunch(team.admin, launchId)
    expect([await namesOf(a), await namesOf(b)]).toEqual([team.member.userName, team.admin.userName])
    const { launch } = await getLaunch(team.viewer, launchId)
    expect(launch.cancelledByName).toBe(team.admin.userName)
    expect(Date.parse(launch.cancelledAt ?? '')).toBeGreaterThan(Date.now() - 60_000)

    expect(await cancelLaunch(team.owner, launchId)).toEqual({ cancelled: 0 })
    expect((await getLaunch(team.viewer, launchId)).launch.cancelledByName).toBe(team.admin.userName)
    await retryRun(team.member, a)
    await cancelRun(team.owner, a)
    expect(await namesOf(a)).toBe(team.owner.userName)
  })

  test('by nobody that is known, or a while before another, names nobody', async () => {
    const { launchId, runIds } = await seedQueuedRuns(team.member, { 'a.py': 'A = 1\n', 'b.py': 'B = 1\n' })
    const [a = '', b = ''] = Object.values(runIds)
    const endedAt = new Date(Date.now() - 300_000)
    await db().run.update({ where: { id: a }, data: { status: 'cancelled', endedAt } })
    await cancelLaunch(team.admin, launchId)
    expect([await namesOf(a), await namesOf(b)]).toEqual([undefined, team.admin.userName])
  })
})

describe('a person’s word', () => {
  test('is stored, the newest counts, and what is taken back does not', async () => {
    const runId = await seedDoneRun()
    await expectRefused(reviewRun(team.member, { runId }), 'invalid-input')
    await expectRefused(reviewRun(team.member, { runId, rating: 6 }), 'invalid-input')
    await reviewRun(team.member, { runId, verdict: 'rejected', rating: 2, comment: 'misses the edge' })
    const second = await reviewRun(team.admin, { runId, verdict: 'accepted' })
    expect((await getRun(team.viewer, runId)).run).toMatchObject({ reviewVerdict: 'accepted', rating: 2 })
    await expectRefused(undoReview(team.member, second.reviewId), 'forbidden')
    await undoReview(team.admin, second.reviewId)
    const detail = await getRun(team.viewer, runId)
    expect(detail.run).toMatchObject({ reviewVerdict: 'rejected', rating: 2 })
    expect(detail.reviews.map((review) => [review.verdict, review.undone])).toEqual([
      ['accepted', true],
      ['rejected', false],
    ])
  })

  test('accepts what is not verified only when the person says that they know', async () => {
    const runId = await seedDoneRun()
    const { artifactId } = await saveEdit(team.member, { runId, content: 'assert False\n' })
    for (const verdict of ['unverified', 'rejected']) {
      const verdictText = 'Edited: 1 failed.'
      await db().artifact.update({ where: { id: artifactId }, data: { verdict, verdictText } })
      await expectRefused(reviewRun(team.member, { runId, artifactId, verdict: 'accepted' }), 'conflict')
      await expectRefused(reviewRun(team.member, { runId, verdict: 'accepted' }), 'conflict')
    }
    expect((await getRun(team.viewer, runId)).run.reviewVerdict).toBe('edited')
    await reviewRun(team.member, { runId, artifactId, verdict: 'rejected' })
    await reviewRun(team.member, { runId, artifactId, verdict: 'accepted', acceptUnverified: true })
    const { run, artifacts } = await getRun(team.viewer, runId)
    expect(run.reviewVerdict).toBe('accepted')
    await reviewRun(team.member, { runId, artifactId: artifacts[1]?.id, verdict: 'accepted' })
  })

  test('is about the output of a run that is done', async () => {
    await expectRefused(reviewRun(team.member, { runId: await seedRun(), rating: 5 }), 'conflict')
    const runId = await seedDoneRun()
    const strange = reviewRun(team.member, { runId, artifactId: 'none', rating: 5 })
    await expectRefused(strange, 'not-found')
  })
})

describe('an edit', () => {
  test('is the next version by a person, queued for its check; older versions stay as they were', async () => {
    const runId = await seedDoneRun()
    const { version, artifactId } = await saveEdit(team.member, {
      runId,
      content: 'edited\n',
      baseVersion: 1,
    })
    expect(version).toBe(2)
    const detail = await getRun(team.viewer, runId)
    expect(detail.artifacts).toMatchObject([
      {
        id: artifactId,
        version: 2,
        origin: 'person',
        verdict: 'unverified',
        createdByName: team.member.userName,
      },
      { version: 1, origin: 'model', content: 'def test_price(): assert True\n' },
    ])
    expect(detail.run.reviewVerdict).toBe('edited')
    const queued = await db().$queryRaw`
      SELECT queue_name AS queue FROM dbos.workflow_status WHERE workflow_uuid = ${`recheck:${artifactId}`}`
    expect(queued).toEqual([{ queue: RECHECK_QUEUE }])
  })

  test('of two at the same moment gets a version of its own; one that began earlier is refused', async () => {
    const runId = await seedDoneRun()
    const edits = await Promise.all(
      ['one\n', 'two\n', 'three\n'].map((content) => saveEdit(team.member, { runId, content })),
    )
    expect(edits.map((edit) => edit.version).sort()).toEqual([2, 3, 4])
    await expectRefused(saveEdit(team.member, { runId, content: 'late', baseVersion: 1 }), 'conflict')
    const same = (await getArtifactFile(team.viewer, { runId })).content
    await expectRefused(saveEdit(team.member, { runId, content: same }), 'invalid-input')
  })
})
