import 'server-only'
import { z } from 'zod'
import { queryWhole } from '@/lib/db/query-whole'
import { type Sql, sql } from '@/lib/db/sql'
import type { ChartPoint } from '@/lib/domain/chart'
import { formatPlural } from '@/lib/format/format-count'
import { answerOnce } from '../answer-once'
import { assembleChart } from './assemble-chart'
import { WHOLE } from './attempt-groups'
import type { ChartLoader, ChartPlan } from './chart-plan'
import { type ChartScope, chartScope } from './chart-scope'
import { ALL, NO_KEY, nameSeries } from './name-series'
import { OTHERS, topGroups } from './top-groups'

/** Days at which one bar ends and the next begins. */
const EDGES = [1, 7, 30, 90]
const barOf = (day: number) => EDGES.filter((edge) => day >= edge).length
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

/** The age in the middle is told in whole days: ages are counted by the day. */
const Row = z.object({ day: z.number(), key: z.string().nullable(), entries: z.number() })

/** How many entries are so many days old, by what they are split by; read once for all ranges of time that pages show. */
async function readAges(scope: ChartScope<Dimension>): Promise<z.infer<typeof Row>[]> {
  const [split] = scope.group.by
  const asked = JSON.stringify(['ages', split, scope.filters])
  return answerOnce(scope.teamId, asked, () => countAges(scope, split))
}

async function countAges(
  scope: ChartScope<Dimension>,
  split: Dimension | undefined,
): Promise<z.infer<typeof Row>[]> {
  const key = split === undefined ? sql`${ALL}::text` : KEYS[split]
  // All that a team has stored: an index would only lead there in another order. Days are put into bins, which costs half.
  return z.array(Row).parse(
    await queryWhole(sql`
      SELECT greatest(0, date_part('day', at - bin)::int - 1) AS day, key, entries
      FROM (
        SELECT at, date_bin('1 day', "createdAt", at) AS bin, ${key} AS key, count(*)::int AS entries
        FROM cache_entry, (SELECT now() AT TIME ZONE 'UTC' AS at) AS moment
        WHERE "teamId" = ${scope.teamId} AND "goneReason" IS NULL AND ${leftIn(scope)}
        GROUP BY 1, 2, 3
      ) AS binned`),
  )
}

/** So many days old is what is in the middle; null: there is nothing. */
function middleAge(rows: readonly z.infer<typeof Row>[]): number | null {
  const sorted = rows.toSorted((first, second) => first.day - second.day)
  const n = sorted.reduce((sum, { entries }) => sum + entries, 0)
  let seen = 0
  for (const { day, entries } of sorted) {
    seen += entries
    if (seen * 2 >= n) return day
  }
  return null
}

/** Ages are counted in whole days: below one there is none to tell. */
const tellAge = (days: number) =>
  days === 0 ? 'less than a day old' : `older than ${formatPlural(days, 'day')}`

/** Ages of the results that are stored now, whatever range of time the page shows. */
export const loadCacheAge: ChartLoader = async (ctx, query) => {
  const scope = await chartScope(ctx, query, PLAN)
  const rows = await readAges(scope)
  const middleDays = middleAge(rows)
  const weights = new Map<string, number>()
  for (const { key, entries } of rows) {
    weights.set(key ?? NO_KEY, (weights.get(key ?? NO_KEY) ?? 0) + entries)
  }
  const grouped = topGroups(weights)
  const series = await nameSeries(scope.teamId, scope.group, grouped, null, 'All results')
  const points = BARS.map((at, bar) => {
    const values = new Map(series.map(({ key }) => [key, 0]))
    for (const row of rows.filter(({ day }) => barOf(day) === bar)) {
      const key = grouped.others.includes(row.key ?? NO_KEY) ? OTHERS : (row.key ?? NO_KEY)
      values.set(key, (values.get(key) ?? 0) + row.entries)
    }
    const counts = Object.fromEntries(values)
    return { at, values: counts, n: counts } satisfies ChartPoint
  })
  const isFiltered = Object.keys(scope.filters).length > 0
  const n = [...weights.values()].reduce((sum, entries) => sum + entries, 0)
  const total = { value: n === 0 ? null : n, n }
  const answer =
    middleDays === null
      ? 'Nothing is stored now, n = 0 stored results'
      : `Of what is stored now, whatever the range, half is ${tellAge(middleDays)}, n = ${formatPlural(n, PLAN.noun)}, pieces among them`
  const chart = await assembleChart(PLAN, scope, series, { cells: [], total }, null, { answer, lookedAt: n })
  const emptyText = isFiltered ? 'Nothing that is stored matches these filters: clear them.' : PLAN.emptyText
  return { ...chart, emptyText, points }
}
