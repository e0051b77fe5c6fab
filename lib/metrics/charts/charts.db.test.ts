import { beforeAll, describe, expect, test, vi } from 'vitest'
import { clientPool, db, pool, wholePool } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { queryOften } from '@/lib/db/query-often'
import { queryWhole } from '@/lib/db/query-whole'
import { sql } from '@/lib/db/sql'
import { ChartData, ChartId, ChartQuery, type ChartQueryInput } from '@/lib/domain/chart'
import { MONEY_CHARTS } from '@/lib/domain/money-charts'
import { RunQuery } from '@/lib/domain/run-query'
import { loadCriteria } from '@/lib/metrics/criteria/load-criteria'
import { getChart } from '@/lib/metrics/get-chart'
import { listRuns } from '@/lib/runs/list-runs'
import { type SeededFigure, seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'
import { waitFor } from '@/lib/testing/wait-for'

const OTHERS = ChartId.options.filter((id) => !MONEY_CHARTS.includes(id))
const RANGE = { range: 'custom', from: '2026-11-15T12:00:00Z', until: '2026-11-19T12:00:00Z' }

/** Alike in nothing: tier, outcome, repair, batch, hit and miss, by turns. */
const ATTEMPTS: NonNullable<SeededFigure['attempt']>[] = [
  { tier: 'cheap', model: 'claude-haiku-5-5', isLookup: true, cacheKey: 'a', cacheMissReason: 'first-time' },
  { tier: 'capable', model: 'claude-sonnet-5-5', isLookup: true, cacheKey: 'b', cacheMissReason: 'expired' },
  { tier: 'cheap', model: 'claude-haiku-5-5', outcome: 'invalid-output' },
  { tier: 'premium', model: 'claude-opus-5-5', repairRound: 1, outcome: 'timeout' },
  { tier: 'cheap', model: 'claude-haiku-5-5', isBatch: true, promptVersion: 'test-generation/generate.v2' },
  { source: 'cache', cacheKey: 'a', isLookup: true, cacheHit: true, hitSavedNanoUsd: 5n, hitSavedMs: 70 },
]
const called = {
  provider: 'Anthropic',
  latencyMs: 900,
  timeToFirstTokenMs: 300,
  inputTokens: 2000,
  outputTokens: 300,
}

/** One of each, so that there are as many as runs. */
const MEASURED = { mutantsRun: 1, mutantsKilled: 1, examplesRun: 1, examplesPassed: 0 }

let team: SeededTeam
let project: Awaited<ReturnType<typeof seedProject>>

beforeAll(async () => {
  team = await seedTeam({ slug: 'charts' })
  // Its days begin where clocks are five and a half hours ahead.
  await db().team.update({ where: { slug: 'charts' }, data: { timeZone: 'Asia/Kolkata' } })
  project = await seedProject(team.owner)
  const figures = Array.from({ length: 36 }, (_, index): SeededFigure => {
    const attempt = ATTEMPTS[index % ATTEMPTS.length] ?? {}
    const isCall = attempt.source === undefined
    return {
      at: new Date(Date.parse('2026-11-17T19:00:00Z') + index * 3_600_000),
      by: index % 5 === 0 ? team.admin : team.member,
      run: {
        workflow: index % 4 === 0 ? 'code-review' : 'test-generation',
        ...(index % 7 === 3 ? { status: 'failed', verdict: null } : {}),
        ...(index % 7 === 5 ? { verdict: 'rejected' } : {}),
        ...(index % 3 === 0
          ? { figures: { statements: 10 + index, coveredStatements: 8, ...MEASURED } }
          : {}),
        ...(index % 6 === 2 ? { source: 'template', reason: index % 4 === 0 ? 'budget' : 'opted-out' } : {}),
        ...(index % 5 === 1 ? { reviewVerdict: index % 2 === 0 ? 'accepted' : 'edited', rating: 4 } : {}),
        waitMs: 100 * index,
      },
      attempt: isCall ? { ...called, costNanoUsd: BigInt(1_000_000 + index), ...attempt } : attempt,
    }
  })
  await seedFigures(team.member, project, figures)
  // Some runs have another attempt just like their first, so that attempts and runs are not as many.
  const firsts = await db().attempt.findMany({
    where: { teamId: team.owner.teamId },
    orderBy: { createdAt: 'asc' },
  })
  await db().attempt.createMany({
    data: firsts
      .filter((_, index) => index % 9 < 2)
      .map((first) => ({
        ...first,
        id: `${first.id}.again`,
        costNanoUsd: 1_000_000n,
        sequence: 2,
        earlierCharges: undefined,
      })),
  })
})

/** What no run is behind: results that are stored, and what has no value in the dimension of a split. */
const WITHOUT_RUNS = (id: ChartId, key: string) => id === 'cache-age' || key.split(' / ').includes('no-value')

const ask = (id: ChartId, query: ChartQueryInput = RANGE, of: SeededTeam = team) =>
  getChart(of.member, id, ChartQuery.parse(query)).then((chart) => ChartData.parse(chart))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Statements that this sends, by the connections that they go over. */
async function statementsOf(work: () => Promise<void>): Promise<Record<'often' | 'own' | 'whole', string[]>> {
  const pools = [pool(), clientPool(), wholePool()]
  const spies = pools.map((each) => vi.spyOn(each, 'query'))
  await work()
  const [often = [], own = [], whole = []] = spies.map(({ mock }) =>
    mock.calls.map(([statement]) => JSON.stringify(statement)),
  )
  for (const spy of spies) spy.mockRestore()
  return { often, own, whole }
}

describe('every point', () => {
  test.each(ChartId.options)('of %s opens the runs behind it, however it is split', async (id) => {
    const groups = (await ask(id)).groups.map(({ value }) => value)
    for (const group of groups) {
      const chart = await ask(id, { ...RANGE, group })
      expect(chart.group).toBe(group)
      for (const { key, runs } of chart.series) {
        const ends = chart.points.slice(1).map(({ at }) => at)
        const places = chart.points.map(({ at, n, values }, index) => {
          expect(values[key] === null, `${group} ${key} ${at}`).toBe(n[key] === 0)
          return { from: at, until: ends[index] ?? chart.until, n: n[key] ?? 0 }
        })
        // The whole window, too: nothing is behind points that show nothing.
        const { from, until } = chart
        for (const place of [
          { from, until, n: sum(places.map(({ n }) => n)) },
          ...places.filter(({ n }) => n > 0),
        ]) {
          if (runs === null) {
            expect(WITHOUT_RUNS(id, key), `${id} ${group} ${key} leads nowhere`).toBe(true)
            continue
          }
          const window = { from: place.from, until: place.until }
          const { rows, behind } = await listRuns(team.viewer, RunQuery.parse({ ...runs, ...window }))
          const n = id === 'finding-precision' ? rows.length : (behind?.attempts?.n ?? behind?.runs)
          expect(n, `${group} ${key} ${JSON.stringify({ ...runs, ...window })}`).toBe(place.n)
          expect(rows.length).toBe(behind?.runs)
        }
      }
    }
  })

  test('lies in the team’s days, and all of them add up', async () => {
    const chart = await ask('cost')
    expect(chart.points.map(({ at }) => at)).toEqual([
      '2026-11-14T18:30:00.000Z',
      '2026-11-15T18:30:00.000Z',
      '2026-11-16T18:30:00.000Z',
      '2026-11-17T18:30:00.000Z',
      '2026-11-18T18:30:00.000Z',
    ])
    const [total] = await db().$queryRaw<{ cost: bigint; calls: bigint }[]>`
      SELECT sum("costNanoUsd")::bigint AS cost, count(*) AS calls FROM attempt
      WHERE "teamId" = ${team.owner.teamId} AND source = 'model'`
    expect(chart.total).toEqual({ value: Number(total?.cost), n: Number(total?.calls) })
    expect(sum(chart.points.flatMap(({ values }) => Object.values(values).map((value) => value ?? 0)))).toBe(
      chart.total.value,
    )
    expect(chart.answer).toBe('$0.0380 spent in 5 days, n = 38 calls')
  })
})

describe('a chart', () => {
  test('says which of the page’s filters it cannot follow, and follows the others', async () => {
    const filters = { ...RANGE, tier: 'cheap', member: team.admin.userId }
    const cost = await ask('cost', filters)
    expect(cost.ignored).toEqual([])
    const calls = { teamId: team.owner.teamId, userId: team.admin.userId, tier: 'cheap' }
    expect(cost.total.n).toBe(await db().attempt.count({ where: calls }))
    expect((await ask('cost-per-verified', filters)).ignored).toEqual(['Tier'])
    expect((await ask('cost', { ...RANGE, project: 'no-such-project' })).total).toEqual({ value: null, n: 0 })
  })

  test('of savings can be split by what was saved on: the same money, another way', async () => {
    const byKind = await ask('savings')
    expect(byKind.groups.map(({ value }) => value)).toEqual([
      ...['kind', 'workflow', 'project', 'member', 'model', 'tier', 'prompt'],
    ])
    const totalOf = ({ points }: ChartData) =>
      sum(points.flatMap(({ values }) => Object.values(values).map((value) => value ?? 0)))
    expect(totalOf(byKind)).toBe(byKind.total.value)
    for (const group of ['workflow', 'project', 'member', 'model', 'tier', 'prompt']) {
      const chart = await ask('savings', { ...RANGE, group })
      expect([group, totalOf(chart)]).toEqual([group, byKind.total.value])
      // Of calls and hits each is counted once, where by kind one call can be of several.
      expect(sum(chart.points.flatMap(({ n }) => Object.values(n)))).toBe(chart.total.n)
    }
    const byModel = await ask('savings', { ...RANGE, group: 'model' })
    const hits = byModel.points.map(({ values }) => values['no-value'] ?? 0)
    expect(sum(hits)).toBe(
      (await db().attempt.count({ where: { teamId: team.owner.teamId, cacheHit: true } })) * 5,
    )
  })

  test('of percentiles can be split by stage and tier at once', async () => {
    const chart = await ask('latency', { ...RANGE, group: 'stage-tier-p95' })
    expect(chart.series.map(({ label }) => label).toSorted()).toEqual([
      // Calls of the premium tier got no answer here.
      ...['Generate · Capable', 'Generate · Cheap'],
    ])
    const cheap = chart.series.find(({ label }) => label === 'Generate · Cheap')
    expect(cheap?.runs).toMatchObject({ stage: 'generate', tier: 'cheap', attempts: 'timed' })
    const n = chart.points.map((point) => point.n[cheap?.key ?? ''] ?? 0)
    expect(sum(n)).toBe(await db().attempt.count({ where: { teamId: team.owner.teamId, tier: 'cheap' } }))
  })

  test('is compared with as many buckets before', async () => {
    const later = { ...RANGE, from: '2026-11-20T12:00:00Z', until: '2026-11-24T12:00:00Z', compare: 'true' }
    const chart = await ask('cost', later)
    expect(chart.total.n).toBe(0)
    expect(chart.previous?.points).toHaveLength(chart.points.length)
    expect(chart.previous?.total.n).toBe(38)
    expect(chart.series.map(({ label }) => label).sort()).toEqual(['Code review', 'Test generation'])
  })

  test('of money is refused to who may see none; others are not', async () => {
    const viewer = { ...team.viewer, seesCosts: false }
    for (const id of MONEY_CHARTS) {
      await expect(getChart(viewer, id, ChartQuery.parse(RANGE))).rejects.toMatchObject({ code: 'forbidden' })
    }
    for (const id of OTHERS) await getChart(viewer, id, ChartQuery.parse(RANGE))
  })

  test('that does not exist, or of a range that is none, is refused', async () => {
    await expect(getChart(team.member, 'nonsense', ChartQuery.parse({}))).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(ask('cost', { range: 'custom' })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  test('of a team without runs says nothing instead of zero; of one row it says that', async () => {
    const empty = await seedTeam({ slug: 'empty' })
    for (const id of ChartId.options) {
      const chart = await ask(id, RANGE, empty)
      expect(chart.total, id).toEqual({ value: null, n: 0 })
      expect(chart.series, id).toEqual([])
      expect(chart.answer, id).toMatch(/^No data in 5 days, n = 0 |^Nothing is stored/)
    }
    const at = new Date('2026-11-18T00:00:00Z')
    await seedFigures(empty.member, await seedProject(empty.owner), [
      { at, attempt: { ...called, model: 'm', costNanoUsd: 7n } },
    ])
    await notify(db(), { teamId: empty.owner.teamId, topic: 'run', id: 'r' })
    await waitFor('the new row', async () => (await ask('cost', RANGE, empty)).total.n === 1)
  })
})

test('one project by the hour is read from sums, whatever the chart: no row of the others is looked at', async () => {
  const hours = { ...RANGE, from: '2026-11-18T00:00:00Z', until: '2026-11-19T00:00:00Z' }
  const { often, own, whole } = await statementsOf(async () => {
    for (const id of ChartId.options) await ask(id, { ...hours, project: 'ledger-sample' })
  })
  expect(often.length).toBeGreaterThan(ChartId.options.length)
  expect([...often, ...own, ...whole].filter((text) => text.includes('_facts('))).toEqual([])
})

test('what is counted over a whole table has connections of its own, and plans as the table is', async () => {
  const scan = sql`SELECT current_setting('enable_seqscan') AS scan`
  expect([await queryOften(scan), await queryWhole(scan)]).toEqual([[{ scan: 'off' }], [{ scan: 'on' }]])
  const { often, own, whole } = await statementsOf(async () => {
    await ask('cache-age')
    await loadCriteria(team.owner.teamId, new Date())
  })
  const isWhole = (text: string) => /FROM (cache_entry|review)\b/.test(text)
  expect(whole.length).toBeGreaterThan(1)
  expect(whole.filter(isWhole)).toEqual(whole)
  expect([...often, ...own].filter(isWhole)).toEqual([])
})

test('what many ask at once is made once, and never shown after something changed', async () => {
  await ask('cost')
  const asked = () => getChart(team.member, 'cost', ChartQuery.parse(RANGE))
  const [first, second] = await Promise.all([asked(), asked()])
  expect(second).toBe(first)
  await seedFigures(team.member, project, [
    { at: new Date('2026-11-18T08:00:00Z'), attempt: { ...called, costNanoUsd: 1n } },
  ])
  await notify(db(), { teamId: team.owner.teamId, topic: 'run', id: 'r' })
  const began = Date.now()
  await waitFor('the chart with the new call', async () => (await asked()).total.n === 39)
  expect(Date.now() - began).toBeLessThan(800)
})

test('the age of what is stored has bars, and a middle', async () => {
  const day = 86_400_000
  const { teamId } = team.owner
  await db().cacheEntry.createMany({
    data: [0.5, 3, 3.2, 40, 400].map((days, index) => ({
      ...{ teamId, key: `k${index}`, workflow: index === 4 ? 'code-review' : 'test-generation', stage: 's' },
      ...{ targetKey: 't', contextHash: 'c', value: {}, projectId: project.projectId },
      createdAt: new Date(Date.now() - days * day),
    })),
  })
  await notify(db(), { teamId, topic: 'settings', id: teamId })
  await waitFor('the entries', async () => (await ask('cache-age')).total.n === 5)
  const chart = await ask('cache-age')
  expect((await ask('cache-age', { workflow: 'code-review', project: 'ledger-sample' })).total.n).toBe(1)
  expect((await ask('cache-age', { project: 'no-such-project' })).total.n).toBe(0)
  expect(chart.answer).toBe(
    'Of what is stored now, whatever the range, half is older than 3 days, n = 5 stored results, pieces among them',
  )
  expect(chart.points.map(({ values }) => values['test-generation'])).toEqual([1, 2, 0, 1, 0])
  expect(chart.points.at(-1)).toMatchObject({ at: 'over 90 days', values: { 'code-review': 1 } })
  expect(chart.ignored).toEqual([])
})
