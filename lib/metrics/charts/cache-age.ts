import 'server-only'
import { z } from 'zod'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import type { ChartPoint } from '@/lib/domain/chart'
import { formatPlural } from '@/lib/format/format-count'
import { assembleChart } from './assemble-chart'
import { WHOLE } from './attempt-groups'
import type { ChartLoader, ChartPlan } from './chart-plan'
import { type ChartScope, chartScope } from './chart-scope'
import { ALL, NO_KEY, nameSeries } from './name-series'
import { OTHERS, topGroups } from './top-groups'

/** Days at which one bar ends and the next begins. */
const EDGES = [1, 7, 30, 90]
const BARS = ['under 1 day', '1–7 days', '7–30 days', '30–90 days', 'over 90 days']

/** SQL, by filter or split: where an entry of the cache has it. */
const KEYS = {
  workflow: sql`workflow`,
  project: sql`"projectId"`,
  model: sql`nullif(model, '')`,
  prompt: sql`"promptVersion"`,
} as const
type Dimension = keyof typeof KEYS

/** SQL, a condition: entries that the page's filters leave in. */
function leftIn({ teamId, filters }: ChartScope<Dimension>): Sql {
  const oneOf = (dimension: Exclude<Dimension, 'project'>): Sql => {
    const values = filters[dimension] ?? []
    return values.length === 0 ? sql`true` : sql`${KEYS[dimension]} = ANY(${values}::text[])`
  }
  const { project: slugs = [] } = filters
  const ofProjects = sql`"projectId" IN (SELECT id FROM project WHERE "teamId" = ${teamId} AND slug = ANY(${slugs}::text[]))`
  return sql`${oneOf('workflow')} AND ${oneOf('model')} AND ${oneOf('prompt')}
    AND ${slugs.length === 0 ? sql`true` : ofProjects}`
}

const noRuns = () => null
const PLAN: ChartPlan<Dimension> = {
  id: 'cache-age',
  title: 'How old is what the cache holds?',
  unit: 'count',
  form: 'histogram',
  noun: 'stored result',
  says: 'stored results',
  groups: [
    { value: 'workflow', label: 'Workflow', by: ['workflow'], runs: noRuns },
    { value: 'project', label: 'Project', by: ['project'], runs: noRuns },
    { value: 'model', label: 'Model', by: ['model'], runs: noRuns },
    { value: 'prompt', label: 'Prompt version', by: ['prompt'], runs: noRuns },
    WHOLE,
  ],
  ignores: ['member', 'tier'],
  runs: null,
  emptyText: 'Nothing is stored. What a model makes is kept once it has passed its checks.',
}

const Row = z.object({ bar: z.number(), key: z.string().nullable(), entries: z.number() })
const Middle = z.tuple([z.object({ days: z.number().nullable() })])

async function readAges(scope: ChartScope<Dimension>) {
  const [split] = scope.group.by
  const key = split === undefined ? sql`${ALL}::text` : KEYS[split]
  const age = sql`(extract(epoch FROM (now() AT TIME ZONE 'UTC') - "createdAt") / 86400)::float8`
  const stored = sql`FROM cache_entry
    WHERE "teamId" = ${scope.teamId} AND "goneReason" IS NULL AND ${leftIn(scope)}`
  const [rows, middle] = await Promise.all([
    queryOften(sql`
      SELECT width_bucket(${age}, ${EDGES}::float8[]) AS bar, ${key} AS key, count(*)::int AS entries
      ${stored} GROUP BY 1, 2`),
    queryOften(sql`SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ${age}) AS days ${stored}`),
  ])
  return { rows: z.array(Row).parse(rows), middleDays: Middle.parse(middle)[0].days }
}

/** Ages of the results that are stored now, whatever range of time the page shows. */
export const loadCacheAge: ChartLoader = async (ctx, query) => {
  const scope = await chartScope(ctx, query, PLAN)
  const { rows, middleDays } = await readAges(scope)
  const weights = new Map<string, number>()
  for (const { key, entries } of rows) {
    weights.set(key ?? NO_KEY, (weights.get(key ?? NO_KEY) ?? 0) + entries)
  }
  const grouped = topGroups(weights)
  const series = await nameSeries(scope.teamId, scope.group, grouped, null, 'All results')
  const points = BARS.map((at, bar) => {
    const values = new Map(series.map(({ key }) => [key, 0]))
    for (const row of rows.filter((one) => one.bar === bar)) {
      const key = grouped.others.includes(row.key ?? NO_KEY) ? OTHERS : (row.key ?? NO_KEY)
      values.set(key, (values.get(key) ?? 0) + row.entries)
    }
    const counts = Object.fromEntries(values)
    return { at, values: counts, n: counts } satisfies ChartPoint
  })
  const n = [...weights.values()].reduce((sum, entries) => sum + entries, 0)
  const total = { value: n === 0 ? null : n, n }
  const answer =
    middleDays === null
      ? 'Nothing is stored, n = 0 stored results'
      : `Half of what is stored is older than ${formatPlural(Math.round(middleDays), 'day')}, n = ${formatPlural(n, PLAN.noun)}`
  const chart = assembleChart(PLAN, scope, series, { cells: [], total }, null, answer)
  return { ...chart, points, ignored: [...scope.ignored, 'Time range'] }
}
