import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ChartQuery } from '@/lib/domain/chart'
import { CriteriaBoard, type Criterion, CriterionId } from '@/lib/domain/criterion'
import { RunQuery } from '@/lib/domain/run-query'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { undoVerdicts } from '@/lib/findings/undo-verdicts'
import { listRuns } from '@/lib/runs/list-runs'
import { expectRefused } from '@/lib/testing/expect-refused'
import { type SeededFigure, seedFigures } from '@/lib/testing/seed/seed-figures'
import { makeDetection, seedFindingRun } from '@/lib/testing/seed/seed-finding-run'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { loadEdits } from '../charts/edits'
import { loadFallbacks } from '../charts/fallbacks'
import { getCriteria } from './get-criteria'
import { loadCriteria } from './load-criteria'
import { setTarget } from './set-target'

const NOW = new Date('2026-11-23T12:00:00Z')
/** The last 30 days of a team whose clocks are five and a half hours ahead begin here. */
const BEGINNING = Date.parse('2026-10-24T18:30:00Z')
const HOUR_MS = 3_600_000

let team: SeededTeam

async function criteriaOf(of: SeededTeam, now = NOW): Promise<Record<CriterionId, Criterion>> {
  const { criteria } = CriteriaBoard.parse(await loadCriteria(of.owner.teamId, now))
  expect(criteria.map(({ id }) => id)).toEqual(CriterionId.options)
  return Object.fromEntries(criteria.map((one) => [one.id, one])) as Record<CriterionId, Criterion>
}

const repeated = (count: number, make: (index: number) => Omit<SeededFigure, 'at'>, from: number) =>
  Array.from({ length: count }, (_, index) => ({ at: new Date(from + index * HOUR_MS), ...make(index) }))

beforeAll(async () => {
  team = await seedTeam({ slug: 'criteria' })
  await db().team.update({ where: { slug: 'criteria' }, data: { timeZone: 'Asia/Kolkata' } })
  const project = await seedProject(team.owner)
  const judged = { reviewVerdict: 'accepted', reviewSeconds: 10 }
  await seedFigures(team.member, project, [
    // 24 outputs of a model: 23 accepted, one edited; reviewed in 10 s each, done in 1 s, one in 40 s.
    ...repeated(
      24,
      (index) => ({
        run: {
          ...judged,
          ...(index === 0 ? { reviewVerdict: 'edited', durationMs: 40_000 } : {}),
          ...(index < 12 ? { rating: index < 9 ? 5 : 4 } : {}),
        },
        attempt: {
          ...{ tier: 'capable', model: 'claude-sonnet-5-5', costNanoUsd: 60_000_000n, isLookup: true },
          ...{ cacheKey: `k${index}`, cacheMissReason: index < 4 ? 'first-time' : 'prompt-changed' },
        },
      }),
      BEGINNING,
    ),
    // A repair and a call whose answer was not used cost as much as one that was.
    ...repeated(
      6,
      (index) => ({
        run: { status: 'failed', verdict: null, source: null },
        attempt: {
          ...{ tier: 'capable', repairRound: index % 2, outcome: 'invalid-output', costNanoUsd: 60_000_000n },
        },
      }),
      BEGINNING + 30 * HOUR_MS,
    ),
    // 6 outputs of the template take 100 s each, one of them because no model answered.
    ...repeated(
      6,
      (index) => ({
        run: {
          ...{ ...judged, reviewSeconds: 100, reviewVerdict: 'rejected', source: 'template' },
          reason: index === 0 ? 'provider-down' : 'opted-out',
        },
        attempt: { source: 'template', tier: null },
      }),
      BEGINNING + 40 * HOUR_MS,
    ),
    // 30 answers from the cache, of another workflow whose reviews nobody could compare.
    ...repeated(
      30,
      () => ({
        run: { workflow: 'code-review', source: 'cache' },
        attempt: { source: 'cache', cacheKey: 'c', cacheHit: true, isLookup: true },
      }),
      BEGINNING + 50 * HOUR_MS,
    ),
    // The hour before belongs to the days before.
    { at: new Date(BEGINNING - 1000), run: { ...judged, rating: 1 }, attempt: {} },
    { at: new Date(NOW.getTime() - 61 * 24 * HOUR_MS), run: { ...judged, rating: 1 }, attempt: {} },
  ])
})

describe('the criteria', () => {
  test('are measured on the last 30 days of the team’s own clocks, each with its n', async () => {
    const found = await criteriaOf(team)
    const figures = Object.fromEntries(
      Object.values(found).map(({ id, value, n, state }) => [id, { value, n, state }]),
    )
    expect(figures).toEqual({
      unedited: { value: 23 / 30, n: 30, state: 'missed' },
      fallbacks: { value: 1 / 55, n: 55, state: 'met' },
      satisfaction: { value: 57 / 12, n: 12, state: 'met' },
      'time-saved': { value: 0.9, n: 24, state: 'met' },
      'generation-time': { value: expect.closeTo(1000, -2), n: 24, state: 'met' },
      'repeat-hits': { value: 30 / 50, n: 50, state: 'missed' },
      'generation-cost': { value: (30 * 60_000_000) / 24, n: 24, state: 'met' },
      visibility: { value: 2 / 5, n: 2, state: 'too-few' },
      feedback: { value: null, n: 0, state: 'no-data' },
      experiments: { value: null, n: 0, state: 'not-built' },
    })
    expect(found.unedited.previous).toEqual({ value: 1, n: 1 })
    expect(found.unedited.change).toBe('−23.3 points')
    expect(found.satisfaction.change).toBe('+3.75')
  })

  test('have a trend by day; days with nothing to measure are gaps', async () => {
    const { unedited, 'repeat-hits': hits, 'time-saved': saved } = await criteriaOf(team)
    for (const { trend } of [unedited, hits, saved]) expect(trend).toHaveLength(30)
    expect(unedited.trend.slice(0, 3)).toEqual([23 / 24, 0, null])
    expect(hits.trend.slice(0, 4)).toEqual([0, null, 1, 1])
    expect(saved.trend.slice(0, 2)).toEqual([0.9, null])
  })

  test('lead to the runs that n counts', async () => {
    const found = await criteriaOf(team)
    for (const { id, runs, n } of Object.values(found)) {
      if (runs === null || id === 'visibility') continue
      const { rows } = await listRuns(team.viewer, RunQuery.parse({ ...runs, limit: 200 }))
      expect(rows.length, `${id} ${JSON.stringify(runs)}`).toBe(n)
    }
    const led = Object.values(found).flatMap(({ id, runs }) => (runs === null ? [] : [id]))
    expect(led).toEqual(CriterionId.options.slice(0, 8))
  })

  test('of a team without runs, and of one run, claim nothing', async () => {
    const empty = await seedTeam({ slug: 'no-runs' })
    for (const { id, value, n, state, trend, runs } of Object.values(await criteriaOf(empty))) {
      expect({ id, value, n, runs }).toEqual({ id, value: null, n: 0, runs: null })
      expect(state).toBe(id === 'experiments' ? 'not-built' : 'no-data')
      expect(trend.filter((one) => one !== null)).toEqual([])
    }
    await seedFigures(empty.member, await seedProject(empty.owner), [
      {
        at: NOW,
        run: { reviewVerdict: 'accepted', rating: 5 },
        attempt: { tier: 'capable', costNanoUsd: 7n },
      },
    ])
    const { unedited, satisfaction, visibility, ...rest } = await criteriaOf(empty)
    expect(unedited).toMatchObject({ value: 1, n: 1, state: 'too-few' })
    expect(satisfaction).toMatchObject({ value: 5, n: 1, state: 'too-few' })
    expect(visibility).toMatchObject({ value: 1 / 5, n: 1, state: 'too-few' })
    expect(visibility.about).toContain('Not built yet: documentation and refactoring.')
    for (const { state } of Object.values(rest)) expect(['too-few', 'no-data', 'not-built']).toContain(state)
  })

  test('see a workflow whose runs left no attempts', async () => {
    const blind = await seedTeam({ slug: 'blind' })
    const at = new Date(NOW.getTime() - HOUR_MS)
    await seedFigures(blind.member, await seedProject(blind.owner), [
      { at },
      { at, run: { workflow: 'code-review' } },
    ])
    await db().attempt.deleteMany({ where: { teamId: blind.owner.teamId, workflow: 'code-review' } })
    expect((await criteriaOf(blind)).visibility).toMatchObject({ value: 1 / 5, n: 2 })
  })

  test('count words of people that changed something, until they are taken back', async () => {
    const said = await seedTeam({ slug: 'said' })
    const detections = ['a', 'b'].map((qualifiedName) => makeDetection({ qualifiedName }))
    const project = await seedSources(said.owner, { slug: 'shop', files: { 'shop/cart.py': 'x = 1\n' } })
    const { run } = await seedFindingRun(said.owner, { project, detections })
    const one = await db().finding.findFirstOrThrow({ where: { teamId: said.owner.teamId } })
    const { bulkId } = await recordVerdicts(said.member, {
      ...{ findingIds: [one.id], verdict: 'dismissed', reason: 'wrong' },
    })
    // A rating is kept, and changes nothing.
    const { teamId, userId } = said.member
    await db().review.create({ data: { teamId, runId: run.id, userId, rating: 4 } })
    const { feedback } = await criteriaOf(said, new Date())
    expect(feedback).toMatchObject({ value: 0.5, n: 2, state: 'too-few' })
    expect(feedback.trend.at(-1)).toBe(0.5)
    await undoVerdicts(said.member, { bulkId })
    expect((await criteriaOf(said, new Date())).feedback).toMatchObject({ value: 0, n: 1, state: 'too-few' })
  })

  test('of money are not told to who sees none', async () => {
    const viewer = { ...team.viewer, seesCosts: false }
    const board = await getCriteria(viewer)
    expect(board.criteria.map(({ id }) => id)).toEqual(
      CriterionId.options.filter((id) => id !== 'generation-cost'),
    )
    expect((await getCriteria(team.viewer)).criteria).toHaveLength(10)
  })
})

describe('a target', () => {
  test('of the team’s own counts in criteria and charts, until the plan’s is set again', async () => {
    await setTarget(team.admin, { criterion: 'unedited', value: 0.7 })
    await setTarget(team.admin, { criterion: 'fallbacks', value: 0.01 })
    const { unedited, fallbacks } = await criteriaOf(team)
    expect(unedited).toMatchObject({ target: 0.7, planned: 0.95, state: 'met' })
    expect(fallbacks).toMatchObject({ target: 0.01, planned: 0.05, state: 'missed' })
    const ask = (group?: string) => ChartQuery.parse({ group })
    expect((await loadEdits(team.viewer, ask())).target).toBe(0.7)
    expect((await loadFallbacks(team.viewer, ask('workflow'))).target).toBe(0.01)
    await setTarget(team.admin, { criterion: 'unedited', value: null })
    expect((await criteriaOf(team)).unedited).toMatchObject({ target: 0.95, state: 'missed' })
    const acts = await db().auditEntry.findMany({
      where: { teamId: team.owner.teamId, action: 'target.set', subjectId: 'unedited' },
      orderBy: { createdAt: 'asc' },
    })
    expect(acts.map(({ detail }) => detail)).toEqual([
      { from: '95 %', to: '70 %' },
      { from: '70 %', to: '95 %' },
    ])
  })

  test('is set by who manages settings, within what the figure can be', async () => {
    await expectRefused(setTarget(team.member, { criterion: 'unedited', value: 0.5 }), 'forbidden')
    await expectRefused(setTarget(team.admin, { criterion: 'unedited', value: 95 }), 'invalid-input')
    await expectRefused(setTarget(team.admin, { criterion: 'satisfaction', value: 5.5 }), 'invalid-input')
    await expectRefused(
      setTarget(team.admin, { criterion: 'generation-time', value: Number.NaN }),
      'invalid-input',
    )
  })
})
