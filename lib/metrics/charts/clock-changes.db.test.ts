import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { ChartData, ChartId, ChartQuery, type ChartQueryInput } from '@/lib/domain/chart'
import { getChart } from '@/lib/metrics/get-chart'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { seedFigures } from '@/lib/testing/seed/seed-figures'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { type SeededTeam, seedTeam } from '@/lib/testing/seed/seed-team'

const HALF_HOUR_MS = 1_800_000
/** Days of Berlin on which clocks change: 23 and 25 hours long. */
const DAYS = {
  spring: { from: '2026-03-28T23:00:00Z', until: '2026-03-29T22:00:00Z', hours: 23 },
  autumn: { from: '2025-10-25T22:00:00Z', until: '2025-10-26T23:00:00Z', hours: 25 },
} as const
const CALL = {
  tier: 'cheap',
  provider: 'P',
  model: 'claude-haiku-5-5',
  inputTokens: 900,
  latencyMs: 900,
  costNanoUsd: 1_000n,
} as const

let team: SeededTeam

beforeAll(async () => {
  team = await seedTeam({ slug: 'berlin' })
  await db().team.update({ where: { slug: 'berlin' }, data: { timeZone: 'Europe/Berlin' } })
  const project = await seedProject(team.owner)
  const figures = Object.values(DAYS).flatMap(({ from, hours }) =>
    Array.from({ length: hours * 2 }, (_, index) => ({
      at: new Date(Date.parse(from) + index * HALF_HOUR_MS),
      run: { verdict: index % 2 === 0 ? 'verified' : 'rejected', rating: 4 },
      attempt: CALL,
    })),
  )
  await seedFigures(team.member, project, figures)
  // What is folded is read as what is not: every second reader would see an hour twice or not at all.
  await foldRollups()
})

const ask = async (id: ChartId, query: ChartQueryInput) =>
  ChartData.parse(await getChart(team.member, id, ChartQuery.parse(query)))
/** Of quantiles each has the n of all. */
const nOf = ({ points, unit }: ChartData) =>
  points.map(({ n }) => {
    const all = Object.values(n)
    return unit === 'milliseconds' ? Math.max(0, ...all) : all.reduce((total, each) => total + each, 0)
  })
const countOf = (chart: ChartData) => nOf(chart).reduce((total, n) => total + n, 0)

test.each(Object.entries(DAYS))(
  'the %s day on which clocks change has all its hours, each once',
  async (_, day) => {
    const { from, until, hours } = day
    for (const id of ['cost', 'verified-share', 'latency', 'ratings'] as const) {
      const chart = await ask(id, { range: 'custom', from, until, group: 'none' })
      expect(chart.points, id).toHaveLength(hours)
      expect(chart.from, id).toBe(new Date(from).toISOString())
      expect(nOf(chart), id).toEqual(Array(hours).fill(2))
      expect(chart.total.n, id).toBe(hours * 2)
    }
  },
)

test.each(Object.entries(DAYS))(
  'a week with the %s change is seven days, and nothing falls between',
  async (_, day) => {
    const from = new Date(Date.parse(day.from) - 3 * 86_400_000).toISOString()
    const until = new Date(Date.parse(day.until) + 3 * 86_400_000).toISOString()
    const chart = await ask('cost', { range: 'custom', from, until, compare: 'true' })
    expect(chart.points).toHaveLength(7)
    expect(countOf(chart)).toBe(day.hours * 2)
    expect(chart.previous?.points).toHaveLength(7)
  },
)

test('a team of one row has that row on every chart, or says that there is nothing to measure', async () => {
  const single = await seedTeam({ slug: 'single' })
  const at = new Date('2026-03-29T00:30:00Z')
  await seedFigures(single.member, await seedProject(single.owner), [{ at, attempt: CALL }])
  const { from, until } = DAYS.spring
  for (const id of ChartId.options) {
    const query = ChartQuery.parse({ range: 'custom', from, until, compare: 'true' })
    const chart = ChartData.parse(await getChart(single.member, id, query))
    expect(chart.total.n, id).toBeLessThanOrEqual(1)
    expect(chart.total.n === 0, id).toBe(chart.total.value === null)
    // Nothing was saved by one call: there is no series of it.
    expect(countOf(chart), id).toBe(chart.series.length === 0 ? 0 : chart.total.n)
    // Of one call that did not fail the answer has the call, and the drawing nothing.
    expect(chart.answer, id).toMatch(chart.total.n === 1 ? /n = 1 / : /n = [01] |^Nothing /)
  }
})
