import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/db'
import { subscribeLive } from '@/lib/db/live-events'
import { type AttemptRecord, noUsage } from '@/lib/domain/attempt'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { recordAttempt, recordOutcome } from './record-attempt'
import { recordCheck } from './record-check'
import { endSpan, startSpan } from './record-span'
import type { RunScope } from './run-scope'
import { setAttemptAside } from './set-attempt-aside'
import { spansWritten, spanWriterOf } from './span-writer'

let run: RunScope
let stranger: RunScope

beforeAll(async () => {
  run = await seedEngineRun((await seedTeam({ slug: 'one' })).owner, { slug: 'a' })
  stranger = await seedEngineRun((await seedTeam({ slug: 'two' })).owner, { slug: 'b' })
})

function attempt(given: Partial<AttemptRecord>): AttemptRecord {
  return {
    id: 'x',
    stage: 'generate',
    source: 'model',
    tier: 'cheap',
    tierReason: null,
    provider: 'p',
    model: 'm',
    promptVersion: null,
    promptHash: null,
    repairRound: 0,
    usage: { ...noUsage, inputTokens: 5, cacheWrite1hTokens: 2 },
    costNanoUsd: 7,
    priceId: null,
    priceGuessed: false,
    latencyMs: 1.6,
    timeToFirstTokenMs: null,
    stopReason: null,
    outcome: 'ok',
    errorText: null,
    requestId: null,
    cacheKey: null,
    cacheHit: false,
    cacheMissReason: null,
    ...given,
  }
}

const check = {
  id: 'c1',
  stage: 'generate',
  kind: 'tests',
  outcome: 'passed',
  required: true,
  summary: '1 passed',
  command: null,
  exitCode: 0,
  durationMs: 1.5,
  sandbox: null,
  figures: {},
  log: null,
} as const

describe('attempts', () => {
  it('are written once per id, in order, with their payload', async () => {
    const payload = { prompt: { system: 's' }, answer: 'first' }
    await recordAttempt(db(), run, { attempt: attempt({ id: 'a1' }), payload })
    await recordAttempt(db(), run, {
      attempt: attempt({ id: 'a1', costNanoUsd: 99 }),
      payload: { ...payload, answer: 'second' },
    })
    await recordAttempt(db(), run, { attempt: attempt({ id: 'a2', source: 'template' }) })
    const rows = await db().attempt.findMany({
      where: { runId: run.runId },
      include: { payload: true },
      orderBy: { sequence: 'asc' },
    })
    expect(rows).toMatchObject([
      {
        id: 'a1',
        sequence: 1,
        costNanoUsd: 7n,
        latencyMs: 2,
        inputTokens: 5,
        cacheWrite1hTokens: 2,
        payload: { answer: 'first' },
      },
      { id: 'a2', sequence: 2, source: 'template', payload: null, teamId: run.teamId, userId: run.userId },
    ])
  })

  it('are set aside only when they were broken off, and corrected only by their own team', async () => {
    await recordAttempt(db(), run, { attempt: attempt({ id: 'a3', outcome: 'cancelled' }) })
    await setAttemptAside(db(), stranger, { attemptId: 'a3', requestId: 'of the repeat' })
    await setAttemptAside(db(), run, { attemptId: 'a3', requestId: 'of the repeat' })
    await recordAttempt(db(), run, { attempt: attempt({ id: 'a3', costNanoUsd: 9 }) })
    await setAttemptAside(db(), run, { attemptId: 'a3', requestId: 'of the repeat' })
    const aside = await db().attempt.findMany({ where: { id: { startsWith: 'a3.' } } })
    expect(aside).toMatchObject([{ id: 'a3.broken-off-3', outcome: 'cancelled' }])
    await recordOutcome(db(), stranger, 'a3', 'refusal', 'no')
    expect(await db().attempt.findUnique({ where: { id: 'a3' } })).toMatchObject({
      outcome: 'ok',
      costNanoUsd: 9n,
    })
    await recordOutcome(db(), run, 'a3', 'invalid-output', 'why')
    expect(await db().attempt.findUnique({ where: { id: 'a3' } })).toMatchObject({
      outcome: 'invalid-output',
      errorText: 'why',
    })
  })
})

describe('spans', () => {
  it('keep the order they began in and their first start and end, however often a step is replayed', async () => {
    const span = { stage: 'generate', kind: 'model', label: 'call' } as const
    await startSpan(db(), run, { ...span, id: 's1' })
    await startSpan(db(), run, { ...span, id: 's2', parentId: 's1' })
    await endSpan(db(), run, 's1', { status: 'ok', costNanoUsd: 12, attemptId: 'a1' })
    const before = await db().runSpan.findUniqueOrThrow({ where: { id: 's1' } })
    await startSpan(db(), run, { ...span, id: 's1' })
    await endSpan(db(), run, 's1', { status: 'ok', costNanoUsd: 12, attemptId: 'a1' })
    await endSpan(db(), stranger, 's2', { status: 'failed' })
    const rows = await db().runSpan.findMany({ where: { runId: run.runId }, orderBy: { sequence: 'asc' } })
    expect(rows).toMatchObject([
      {
        id: 's1',
        sequence: 1,
        status: 'ok',
        costNanoUsd: 12n,
        startedAt: before.startedAt,
        endedAt: before.endedAt,
      },
      { id: 's2', sequence: 2, status: 'running', parentId: 's1', endedAt: null },
    ])
    expect(Math.abs(Date.now() - before.startedAt.getTime()), 'times are UTC').toBeLessThan(60_000)
  })
})

describe('live pages', () => {
  it('are told of every write of the run, and of nothing else', async () => {
    const events: unknown[] = []
    const unsubscribe = await subscribeLive((event) => events.push(event))
    await startSpan(db(), run, { id: 's3', stage: 'generate', kind: 'check', label: 'check' })
    await recordCheck(db(), run, check)
    await recordCheck(db(), run, check)
    await recordAttempt(db(), run, { attempt: attempt({ id: 'a4' }) })
    await endSpan(db(), run, 's3', { status: 'ok', checkId: 'c1' })
    await expect.poll(() => events.length).toBe(5)
    const { teamId, projectId, launchId, runId } = run
    for (const event of events)
      expect(event).toEqual({ teamId, topic: 'run', id: runId, projectId, launchId })
    expect(await db().check.count({ where: { runId } })).toBe(1)
    unsubscribe()
  })
})

it('keeps what holds NUL or half a character: an attempt that was paid, its check, its bar', async () => {
  const torn = 'a\0b \ud83d'
  const payload = { prompt: { system: torn }, answer: 'fine' }
  await recordAttempt(db(), stranger, { attempt: attempt({ id: 'torn', errorText: torn }), payload })
  const figures = { tests: [{ id: torn, outcome: 'failed' as const, durationMs: 1, message: torn }] }
  await recordCheck(db(), stranger, { ...check, id: 'torn-check', log: torn, figures })
  spanWriterOf(stranger).start({ id: 'torn-bar', stage: 's', kind: 'check', label: torn })
  await spansWritten(stranger)
  const kept = 'ab \ufffd'
  expect(await db().attempt.findUnique({ where: { id: 'torn' } })).toMatchObject({ errorText: kept })
  expect(await db().check.findUnique({ where: { id: 'torn-check' } })).toMatchObject({
    log: kept,
    figures: { tests: [{ message: kept }] },
  })
  expect(await db().runSpan.findUnique({ where: { id: 'torn-bar' } })).toMatchObject({ label: kept })
})
