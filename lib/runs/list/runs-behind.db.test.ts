import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { AttemptKind, CountedRuns, RunFacet, type RunQueryInput, type RunSort } from '@/lib/domain/run-query'
import { listRuns } from '@/lib/runs/list-runs'
import { RUN_STATES, type SeedRunState } from '@/lib/testing/seed/run-states'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'

let team: SeededTeam
let stranger: SeededTeam
const states = Object.keys(RUN_STATES) as SeedRunState[]
const runs = new Map<string, SeedRunState>()

beforeAll(async () => {
  team = await seedTeam({ slug: 'behind' })
  stranger = await seedTeam({ slug: 'elsewhere' })
  const project = await seedProject(team.owner)
  for (const state of states) {
    const { runId } = await seedRun(team.member, { project, state, key: state })
    runs.set(runId, state)
  }
  const idOf = (state: SeedRunState) => [...runs].find(([, other]) => other === state)?.[0] ?? ''
  const set = (state: SeedRunState, sequence: number, data: object) =>
    db().attempt.updateMany({ where: { runId: idOf(state), sequence }, data })
  // The first call of one run lies in another hour than all others, and gave no answer.
  await set('model', 0, { createdAt: new Date('2026-11-20T11:30:00Z'), outcome: 'timeout', tier: 'cheap' })
  await set('model', 1, { cacheKey: 'k', cacheMissReason: 'source-changed', isLookup: true, isBatch: true })
  await set('cache', 0, { isLookup: true })
  await set('rejected', 0, { requestId: null, latencyMs: 0 })
  const promptVersion = 'test-generation/generate.v2'
  await db().run.update({ where: { id: idOf('model') }, data: { promptVersion } })
  await db().run.update({ where: { id: idOf('cache') }, data: { reviewVerdict: 'accepted', rating: 4 } })
})

/** States of the runs that a query lists; the counts beside the filters must come to as many, and by cost they are the same. */
async function behind(query: RunQueryInput): Promise<SeedRunState[]> {
  const { rows, counts } = await listRuns(team.viewer, query)
  const idsBy = async (sort: RunSort) =>
    (await listRuns(team.member, { ...query, sort })).rows.map(({ id }) => id)
  expect((await idsBy('cost')).toSorted(), JSON.stringify(query)).toEqual(rows.map(({ id }) => id).toSorted())
  const counted = Object.values(counts.workflow ?? {}).reduce((sum, count) => sum + count, 0)
  expect(counted, JSON.stringify(query)).toBe(rows.length)
  return rows.flatMap(({ id }) => runs.get(id) ?? []).sort()
}

test('runs are found by what one of their attempts was, in the window of the attempt', async () => {
  const late = { from: '2026-11-20T11:00:00Z', until: '2026-11-20T12:00:00Z' }
  expect(await behind({ ...late, time: 'attempted' })).toEqual(['model'])
  expect(await behind({ ...late, time: 'attempted', failure: 'timeout', tier: 'cheap' })).toEqual(['model'])
  // All of it at once: the call of this hour was not the one in a batch.
  expect(await behind({ ...late, time: 'attempted', attempts: 'batched' })).toEqual([])
  expect(await behind({ ...late, time: 'launched' })).toEqual([])
  expect(await behind({ attempts: 'batched', missReason: 'source-changed' })).toEqual(['model'])
  expect(await behind({ attempts: 'failed-calls' })).toEqual(['model'])
  expect(await behind({ attempts: 'hits' })).toEqual(['cache'])
  const ofRun = { model: 'claude-sonnet-5-5', prompt: 'test-generation/generate.v2' }
  expect(await behind(ofRun)).toEqual(['model'])
  expect(await behind({ ...ofRun, time: 'attempted' })).toEqual([])
  expect(await behind({ time: 'attempted', prompt: 'test-generation/generate.v1' })).toEqual([
    'cache',
    'model',
    'rejected',
  ])
})

test('runs are found by their end, their outcome and who launched them', async () => {
  const ended = { time: 'ended', from: '2026-11-20T08:00:00Z', until: '2026-11-20T10:00:00Z' } as const
  const open = states.filter((state) => RUN_STATES[state].durationMs === null)
  expect(await behind(ended)).toEqual(states.filter((state) => !open.includes(state)).sort())
  expect(await behind({ ...ended, outcome: 'rejected,failed' })).toEqual(['failed', 'rejected'])
  expect(await behind({ ...ended, until: ended.from, from: '2026-11-01T00:00:00Z' })).toEqual([])
  expect(await behind({ counted: 'rated' })).toEqual(['cache'])
  expect((await behind({ member: team.member.userId })).length).toBe(states.length)
  expect(await behind({ member: team.owner.userId })).toEqual([])
})

test('rows and counts mean the same by every kind of attempt and every figure', async () => {
  for (const attempts of AttemptKind.options) await behind({ attempts })
  for (const counted of CountedRuns.options) await behind({ counted })
})

test('by cost the choices of each facet mean what they mean by time', async () => {
  const { rows, counts } = await listRuns(team.viewer, {})
  for (const facet of RunFacet.options) {
    for (const value of Object.keys(counts[facet])) {
      const ask = { [facet]: [value], limit: rows.length }
      const [byCost, byTime] = await Promise.all(
        (['cost', 'newest'] as const).map((sort) => listRuns(team.member, { ...ask, sort })),
      )
      const idsOf = (list = byTime) => list?.rows.map(({ id }) => id).toSorted()
      expect([facet, value, idsOf(byCost)]).toEqual([facet, value, idsOf()])
      expect(byTime?.rows.length).toBeGreaterThan(0)
    }
  }
})

test('people are named who are in the team, and nobody else', async () => {
  const { memberNames } = await listRuns(team.viewer, {
    member: [team.member.userId, stranger.owner.userId],
  })
  expect(memberNames).toEqual({ [team.member.userId]: team.member.userName })
})

test('a list that a figure led to says what is meant, and what its runs cost in all', async () => {
  const ask = (query: RunQueryInput, viewer = team.member) => listRuns(viewer, query)
  const late = { from: '2026-11-20T11:00:00Z', until: '2026-11-20T12:00:00Z', time: 'attempted' } as const
  const { rows, behind } = await ask({ ...late, attempts: 'calls' })
  const [call] = await db().attempt.findMany({ where: { runId: rows[0]?.id, sequence: 0 } })
  expect(Number(call?.costNanoUsd)).toBeGreaterThan(0)
  expect(behind).toEqual({
    runs: 1,
    // Its other calls lie in another hour.
    attempts: { n: 1, costNanoUsd: Number(call?.costNanoUsd), savedNanoUsd: 0 },
    costNanoUsd: rows[0]?.costNanoUsd,
  })
  expect(rows[0]?.costNanoUsd).toBeGreaterThan(Number(call?.costNanoUsd))
  expect((await ask({ ...late, attempts: 'batched' })).behind).toMatchObject({ runs: 0, attempts: { n: 0 } })
  for (const facets of [{}, { verdict: 'verified' }, { source: 'model,cache', status: 'done' }]) {
    const window = { time: 'ended', from: '2026-11-20T08:00:00Z', until: '2026-11-20T10:00:00Z' } as const
    const ended = await ask({ ...window, ...facets })
    expect(ended.rows.length).toBeGreaterThan(0)
    expect(ended.behind).toEqual({
      runs: ended.rows.length,
      costNanoUsd: ended.rows.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0),
      attempts: null,
    })
  }
  expect((await ask({})).behind).toBeNull()
  expect((await ask({ workflow: 'test-generation', sort: 'cost' })).behind).toBeNull()
  const hidden = { ...team.viewer, seesCosts: false }
  expect((await ask({ ...late, attempts: 'calls' }, hidden)).behind).toMatchObject({
    ...{ costNanoUsd: null, attempts: { n: 1, costNanoUsd: null, savedNanoUsd: null } },
  })
})
