import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import type { RunRow } from '@/lib/domain/run'
import { RunCounts, type RunFacet, RunQuery, type RunQueryInput, RunSort } from '@/lib/domain/run-query'
import { expectRefused } from '@/lib/testing/expect-refused'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { countRuns } from './list/count-runs'
import { listRuns } from './list-runs'

const RUNS = 60
let team: SeededTeam
let other: SeededTeam

/** Runs that share many of their times, costs and durations, so that ties are the rule. */
async function seedRuns(of: SeededTeam, slug: string): Promise<void> {
  const { projectId, snapshotId } = await seedSources(of.owner, { slug, files: { 'a.py': 'x = 1\n' } })
  const scope = { teamId: of.owner.teamId, projectId, snapshotId, workflow: 'test-generation', options: {} }
  const launch = await db().launch.create({
    data: { ...scope, targetCount: RUNS, createdBy: of.owner.userId },
  })
  await db().run.createMany({
    data: Array.from({ length: RUNS }, (_, n) => ({
      ...scope,
      launchId: launch.id,
      targetKind: 'module',
      targetPath: n % 2 === 0 ? `pkg/even_${n}.py` : `odd%${n}.py`,
      targetHash: 'hash',
      status: n % 5 === 0 ? 'failed' : n % 7 === 0 ? 'running' : 'done',
      source: n % 3 === 0 ? 'template' : 'model',
      verdict: n % 5 === 0 || n % 7 === 0 ? null : 'verified',
      costNanoUsd: n % 4,
      durationMs: n % 7 === 0 ? null : n % 3,
      createdAt: new Date(Date.UTC(2026, 10, 1, 0, 0, Math.floor(n / 6))),
      endedAt: n % 5 !== 0 && n % 7 === 0 ? null : new Date(Date.UTC(2026, 10, 1, 1, 0, (n * 7) % 10)),
      createdBy: of.owner.userId,
    })),
  })
}

beforeAll(async () => {
  team = await seedTeam({ slug: 'red' })
  other = await seedTeam({ slug: 'blue' })
  await seedRuns(team, 'shop')
  await seedRuns(other, 'shop')
})

const nameOf = async (slug: string) =>
  (await db().project.findFirstOrThrow({ where: { slug, teamId: team.owner.teamId } })).name

async function readAll(query: RunQueryInput): Promise<RunRow[]> {
  const rows: RunRow[] = []
  let cursor: string | undefined
  do {
    const page = await listRuns(team.viewer, { ...query, cursor })
    rows.push(...page.rows)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return rows
}

describe('the list of runs', () => {
  test('tell who may see no costs neither costs nor an order by them', async () => {
    const hidden = { ...team.viewer, seesCosts: false }
    const { rows, nextCursor } = await listRuns(hidden, { sort: 'cost', limit: 20 })
    expect(rows.map(({ costNanoUsd }) => costNanoUsd)).toEqual(Array(20).fill(null))
    expect(rows.map(({ id }) => id)).toEqual(
      (await listRuns(team.viewer, { limit: 20 })).rows.map(({ id }) => id),
    )
    const next = await listRuns(hidden, { sort: 'cost', limit: 20, cursor: nextCursor ?? '' })
    expect(next.rows).toHaveLength(20)
  })

  test('in pages of any size and order shows every run of the team exactly once, in order', async () => {
    const teamIds = await db().run.findMany({ where: { teamId: team.owner.teamId }, select: { id: true } })
    const expected = new Set(teamIds.map((run) => run.id))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 25 }),
        fc.constantFrom(...RunSort.options),
        async (limit, sort) => {
          const rows = await readAll({ limit, sort })
          expect(rows).toHaveLength(expected.size)
          expect(new Set(rows.map((row) => row.id))).toEqual(expected)
          const keys = rows.map((row) =>
            sort === 'cost'
              ? (row.costNanoUsd ?? 0)
              : sort === 'duration'
                ? (row.durationMs ?? -1)
                : Date.parse(row.createdAt),
          )
          const ordered = keys.toSorted((a, b) => (sort === 'oldest' ? a - b : b - a))
          expect(keys).toEqual(ordered)
        },
      ),
      { numRuns: 16, seed: 1 },
    )
  })

  test('by their end are in its order, each exactly once', async () => {
    const ended = await db().run.findMany({
      where: { teamId: team.owner.teamId, status: { in: ['done', 'failed', 'cancelled'] } },
      select: { id: true },
    })
    for (const sort of ['newest', 'oldest'] as const) {
      const rows = await readAll({ sort, time: 'ended', from: '2000-01-01T00:00:00Z', limit: 7 })
      expect(rows.map(({ id }) => id).toSorted()).toEqual(ended.map(({ id }) => id).toSorted())
      const ends = rows.map(({ endedAt }) => Date.parse(endedAt ?? ''))
      expect(ends).toEqual(ends.toSorted((a, b) => (sort === 'oldest' ? a - b : b - a)))
    }
  })

  test('does not repeat or skip a run when new ones arrive between two pages', async () => {
    const first = await listRuns(team.viewer, { limit: 10 })
    const [newest] = first.rows
    const copied = await db().run.findUniqueOrThrow({ where: { id: newest?.id ?? '' } })
    const { id: _id, figures: _figures, options: _options, ...rest } = copied
    const added = await db().run.create({ data: { ...rest, options: {}, createdAt: new Date() } })
    const second = await listRuns(team.viewer, { limit: 10, cursor: first.nextCursor ?? '' })
    const seen = [...first.rows, ...second.rows].map((row) => row.id)
    expect(new Set(seen).size).toBe(20)
    expect(seen).not.toContain(added.id)
    await db().run.delete({ where: { id: added.id } })
  })

  test('by cost and duration sorts the newest that match, and says from when on, the same on every page', async () => {
    const all = await db().run.findMany({
      where: { teamId: team.owner.teamId, source: 'model' },
      orderBy: [{ createdAt: 'desc' }],
    })
    const most = 12
    const since = all[most - 1]?.createdAt.toISOString() ?? ''
    const expected = all.filter(({ createdAt }) => createdAt.toISOString() >= since)
    expect(expected.length).toBeLessThan(all.length)
    for (const sort of ['cost', 'duration'] as const) {
      const query = { sort, source: ['model'], limit: 5 }
      const first = await listRuns(team.viewer, query, { mostSorted: most })
      expect(first.sortedSince).toBe(since)
      const ids = first.rows.map(({ id }) => id)
      for (let cursor = first.nextCursor; cursor !== null; ) {
        // Another run that arrives would move the bound, were it not the cursor's.
        const page = await listRuns(team.viewer, { ...query, cursor }, { mostSorted: most - 5 })
        expect(page.sortedSince).toBe(since)
        ids.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      }
      expect(ids.toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
      const dearest = Math.max(...expected.map(({ costNanoUsd }) => Number(costNanoUsd)))
      if (sort === 'cost') expect(first.rows[0]?.costNanoUsd).toBe(dearest)
      // As many as there are: all are sorted.
      expect((await listRuns(team.viewer, query, { mostSorted: all.length })).sortedSince).toBeNull()
    }
    expect((await listRuns(team.viewer, { limit: 5 }, { mostSorted: most })).sortedSince).toBeNull()
  })

  test('filters by words, by project and by text as it is written', async () => {
    expect(await readAll({ status: ['failed'] })).toHaveLength(12)
    expect(await readAll({ status: 'failed,running' })).toHaveLength(12 + 7)
    expect(await readAll({ project: ['shop'], q: 'EVEN_' })).toHaveLength(30)
    expect(await readAll({ q: 'odd%' })).toHaveLength(30)
    expect(await readAll({ q: 'd%1.' })).toHaveLength(1)
    expect(await readAll({ project: ['elsewhere'] })).toHaveLength(0)
    await expectRefused(listRuns(team.viewer, { status: ['nonsense'] }), 'invalid-input')
  })

  test('counts beside each filter what choosing it would show', async () => {
    const query = { status: ['failed'], source: ['model'], q: 'even' }
    const { counts, countsCapped, projectNames } = await listRuns(team.viewer, query)
    expect(countsCapped).toBe(false)
    for (const facet of ['status', 'source'] as const) {
      for (const [value, count] of Object.entries(counts[facet])) {
        expect([value, count]).toEqual([value, (await readAll({ ...query, [facet]: [value] })).length])
      }
    }
    expect(projectNames).toEqual({ shop: await nameOf('shop') })
    expect(RunCounts.parse(counts).project).toEqual({ shop: (await readAll(query)).length })
  })

  test('keeps every value in sight when nothing matches, with 0', async () => {
    const everything = (await listRuns(team.viewer, {})).counts
    for (const query of [{ q: 'no such module' }, { status: ['running'], verdict: ['verified'] }]) {
      const { rows, counts, countsCapped } = await listRuns(team.viewer, query)
      expect([rows, countsCapped]).toEqual([[], false])
      for (const [facet, values] of Object.entries(everything)) {
        expect([facet, Object.keys(counts[facet as RunFacet]).sort()]).toEqual([
          facet,
          Object.keys(values).sort(),
        ])
      }
      expect(counts.source.model).toBe(0)
    }
  })

  test('counts what no index finds among the newest, and says that there are more', async () => {
    const query = RunQuery.parse({ q: 'even_' })
    const all = await countRuns(team.viewer, query)
    expect([all.counts.workflow, all.countsCapped]).toEqual([{ 'test-generation': RUNS / 2 }, false])
    const few = await countRuns(team.viewer, query, { mostSought: 12 })
    expect([few.counts.workflow, few.countsCapped]).toEqual([{ 'test-generation': 6 }, true])
    // What an index finds is counted all the same.
    const launched = RunQuery.parse({ since: '2026-11-01' })
    expect((await countRuns(team.viewer, launched, { mostSought: 12 })).countsCapped).toBe(false)
  })

  test('refuses a cursor that it did not make, or made for another order', async () => {
    const { nextCursor } = await listRuns(team.viewer, { limit: 5, sort: 'cost' })
    await expectRefused(listRuns(team.viewer, { cursor: nextCursor ?? '' }), 'invalid-input')
    await expectRefused(listRuns(team.viewer, { cursor: 'e30' }), 'invalid-input')
  })
})
