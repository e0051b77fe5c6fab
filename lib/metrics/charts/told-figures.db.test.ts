import { beforeAll, expect, test } from 'vitest'
import { ChartData, type ChartId, ChartQuery } from '@/lib/domain/chart'
import { getChart } from '@/lib/metrics/get-chart'
import { type SeededFigure, seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'

const RANGE = { range: 'custom', from: '2026-11-16T00:00:00Z', until: '2026-11-20T00:00:00Z' }
const BEFORE = new Date('2026-11-13T10:00:00Z')
const DAY = new Date('2026-11-17T10:00:00Z')
const NEXT = new Date('2026-11-18T10:00:00Z')
const template = { source: 'template', tier: null, latencyMs: 1 }

const mistakes = (index: number) => ({ mutantsRun: 10, mutantsKilled: 8 - 3 * index })

let team: SeededTeam

/** Twenty calls of 1 s to 20 s with stages by turns, and what else the questions of quality and reliability are about. */
const FIGURES: SeededFigure[] = [
  ...Array.from(
    { length: 20 },
    (_, index): SeededFigure => ({
      at: index < 10 ? DAY : NEXT,
      run: {
        waitMs: 500 * (index + 1),
        ...(index < 4 ? { reviewVerdict: index === 3 ? 'edited' : 'accepted', rating: 5 - (index % 2) } : {}),
        ...(index < 2
          ? { figures: { statements: 100, coveredStatements: 90 - 40 * index, ...mistakes(index) } }
          : {}),
      },
      attempt: {
        tier: 'cheap',
        stage: `stage-${index % 10}`,
        latencyMs: 1000 * (index + 1),
        outcome: ['ok', 'ok', 'timeout', 'invalid-output', 'cancelled'][index] ?? 'ok',
        repairRound: index === 5 ? 1 : 0,
      },
    }),
  ),
  { at: DAY, run: { source: 'template', reason: 'budget', verdict: 'unverified' }, attempt: template },
  { at: DAY, run: { source: 'template', reason: 'opted-out' }, attempt: template },
  ...['first-time', 'source-changed', 'expired', undefined].map(
    (cacheMissReason): SeededFigure => ({
      at: DAY,
      run: { source: 'template', verdict: null, status: 'cancelled' },
      attempt: {
        ...{ source: 'cache', isLookup: true, cacheKey: 'a' },
        ...{ cacheMissReason, cacheHit: cacheMissReason === undefined },
      },
    }),
  ),
  { at: BEFORE, attempt: { tier: 'cheap', latencyMs: 8000 } },
]

beforeAll(async () => {
  team = await seedTeam({ slug: 'told' })
  await seedFigures(team.member, await seedProject(team.owner), FIGURES)
})

const ask = (id: ChartId, group = '', more = {}) =>
  getChart(team.viewer, id, ChartQuery.parse({ ...RANGE, group, ...more })).then((chart) =>
    ChartData.parse(chart),
  )

test.each([
  [
    'verified-share',
    '95.5 % of outputs verified in 4 days, 4.5 points less than in the 4 days before, n = 22 outputs',
  ],
  ['coverage', '70.0 % of lines covered in 4 days, n = 2 measured runs'],
  ['mutation-score', '65.0 % of planted mistakes caught in 4 days, n = 20 planted mistakes'],
  ['examples', 'No data in 4 days, n = 0 examples'],
  ['edits', '75.0 % of judged outputs accepted as they were made in 4 days, n = 4 judged outputs'],
  ['ratings', '4.50 of 5 on average in 4 days, n = 4 ratings'],
  [
    'failures',
    '10.0 % of calls brought nothing to use in 4 days, 10.0 points more than in the 4 days before, n = 20 calls; 1 without an answer',
  ],
  [
    'fallbacks',
    '4.8 % of runs that may use a model fell back to the template in 4 days, 4.8 points more than in the 4 days before, n = 21 runs',
  ],
  [
    'retries',
    '10.0 % of calls were repairs, or lost to a fault that passes in 4 days, 10.0 points more than in the 4 days before, n = 20 calls',
  ],
] as const)('%s is told as it is', async (id, answer) => {
  expect((await ask(id)).answer).toBe(answer)
})

test('failures, fallbacks and retries are counted by their kind, and are shares of what else they are split by', async () => {
  const kinds = await ask('failures')
  expect(kinds).toMatchObject({ unit: 'count', group: 'outcome', total: { value: 2, n: 2 } })
  expect(kinds.points[1]?.values).toEqual({ 'invalid-output': 1, timeout: 1 })
  const shares = await ask('failures', 'tier')
  expect(shares.points[1]).toMatchObject({ values: { cheap: 0.2 }, n: { cheap: 10 } })
  expect(shares).toMatchObject({ unit: 'share', form: 'lines', total: { value: 0.1, n: 20 } })
  expect((await ask('fallbacks')).points[1]?.values).toEqual({ budget: 1 })
  expect(await ask('fallbacks', 'none')).toMatchObject({ target: 0.05, total: { value: 1 / 21, n: 21 } })
  expect((await ask('retries')).series.map(({ label }) => label)).toEqual([
    'Lost to a fault that passes',
    'Repairs',
  ])
})

test('percentiles are within 2 % of the value of their rank, by what they rest on, and say what is not drawn', async () => {
  const near = (values: Record<string, number | null> | undefined, expected: Record<string, number>) => {
    expect(Object.keys(values ?? {})).toEqual(Object.keys(expected))
    for (const [key, ms] of Object.entries(expected)) {
      expect(Math.abs((values?.[key] ?? -1) - ms), key).toBeLessThanOrEqual(0.0201 * ms)
    }
  }
  const all = await ask('latency')
  // A call of 3 s got no answer and one of 5 s was broken off: their times say nothing of how long answers take.
  expect(all.points[1]?.n).toEqual({ p50: 8, p95: 8, p99: 8 })
  near(all.points[1]?.values, { p50: 6000, p95: 10_000, p99: 10_000 })
  near(all.points[2]?.values, { p50: 15_000, p95: 20_000, p99: 20_000 })
  expect(all.points[0]?.values).toEqual({ p50: null, p95: null, p99: null })
  expect(all.answer).toMatch(
    /^p50 1[01] s, p95 20 s and p99 20 s in 4 days, p95 1\d\d % more than in the 4 days before, n = 18 answered calls$/,
  )
  const byStage = await ask('latency', 'stage-p50', { compare: 'true' })
  expect(byStage.series).toHaveLength(8)
  expect(byStage.answer).toMatch(/n = 18 answered calls; the 8 with most are drawn, 3 are not$/)
  expect(byStage.previous?.total.n).toBe(1)
  near((await ask('queue-wait', 'source-p99')).points[1]?.values, { model: 5000, template: 0 })
  expect((await ask('first-token')).total).toEqual({ value: null, n: 0 })
  expect((await ask('latency', '', { model: 'm', stage: 'x' })).ignored).toEqual(['Model'])
})

test('the target of cache hits is drawn over what it is about: code that was asked about before', async () => {
  const { target: ofAll } = await ask('cache-hits')
  const repeats = await ask('cache-hits', 'repeats')
  expect([ofAll, repeats.target]).toEqual([null, 0.6])
  expect(repeats).toMatchObject({ total: { value: 0.5, n: 2 }, noun: 'repeated lookup' })
  expect((await ask('cache-hits')).total).toEqual({ value: 0.25, n: 4 })
  expect(await getChart(team.member, 'cost-per-verified', ChartQuery.parse(RANGE))).toMatchObject({
    target: null,
  })
})

test('a chart without data says what to change: filters, the range, or nothing', async () => {
  const at = (day: string, until: string) => ({ from: `${day}T00:00:00Z`, until: `${until}T00:00:00Z` })
  const of = async (id: ChartId, more: object) => {
    const { emptyText, answer, hasLooked } = await getChart(
      team.member,
      id,
      ChartQuery.parse({ ...RANGE, group: '', ...more }),
    )
    return [emptyText, answer, hasLooked]
  }
  const launch = 'Launch a workflow with a model: each call is counted as it ends.'
  expect(await of('cost', { model: 'nobody' })).toEqual([
    'Nothing in 4 days with these filters: clear them, or choose a longer range.',
    'No data in 4 days, n = 0 calls',
    false,
  ])
  const later = at('2026-12-01', '2026-12-05')
  expect((await of('cost', later))[0]).toBe(`Nothing in 4 days: choose a longer range. ${launch}`)
  // One may zoom into a time before the first run.
  expect((await of('failures', at('2026-11-01', '2026-11-05')))[0]).toBe(
    `Nothing in 4 days: go back, or choose a later range. ${launch}`,
  )
  // One call, and it was used.
  expect(await of('cost-of-failures', at('2026-11-11', '2026-11-15'))).toEqual([
    'Every first answer was used: nothing was spent on failures or repairs.',
    'None in 4 days, n = 0 calls',
    true,
  ])
  expect((await of('cost-of-failures', later))[0]).toBe(`Nothing in 4 days: choose a longer range. ${launch}`)
  // Neither another range nor fewer filters would show any.
  expect((await of('examples', { ...later, project: 'none' }))[0]).toMatch(
    /^No workflow writes documentation yet/,
  )
})
