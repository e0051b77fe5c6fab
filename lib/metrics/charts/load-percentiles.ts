import 'server-only'
import type { ChartData, ChartQuery, ChartTotal } from '@/lib/domain/chart'
import type { MetricWindow } from '@/lib/domain/metric'
import { formatPlural } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import type { TeamContext } from '@/lib/teams/team-context'
import type { PercentilesQuestion } from '../rollups/bins-sql'
import { type PercentileCell, readPercentiles } from '../rollups/read-percentiles'
import { answerChart, tellChange } from './answer-chart'
import { assembleChart } from './assemble-chart'
import { type Cell, type ChartGroup, type ChartPlan, JOINT, measured } from './chart-plan'
import { type ChartScope, chartScope } from './chart-scope'
import { NO_KEY, nameSeries } from './name-series'
import { topGroups } from './top-groups'

type Dimension = PercentilesQuestion['by'][number]

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const
type Quantile = keyof typeof QUANTILES
const NAMES = Object.keys(QUANTILES) as Quantile[]
/** What is told where only one can be. */
const MAIN: Quantile = 'p95'

/** A chart of how long something takes. */
export interface PercentilePlan extends Omit<ChartPlan<Dimension>, 'unit' | 'form' | 'groups'> {
  thing: PercentilesQuestion['thing']
  /** by what it can be split, each by one of the percentiles; unasked it shows all percentiles of everything */
  splits: readonly ChartGroup<Dimension>[]
}

const byPercentile: ChartGroup<Dimension> = {
  value: 'percentile',
  label: 'Percentile',
  by: [],
  words: { p50: 'p50: half take less', p95: 'p95: 1 in 20 takes more', p99: 'p99: 1 in 100 takes more' },
  runs: () => ({}),
}

const splitName = (value: string, quantile: Quantile) => `${value}-${quantile}`

/** Each split by each percentile: lines of several stages and percentiles at once could not be told apart. */
function groupsOf(splits: readonly ChartGroup<Dimension>[]): ChartPlan<Dimension>['groups'] {
  const groups = splits.flatMap((split) =>
    NAMES.map((name) => ({
      ...split,
      value: splitName(split.value, name),
      label: `${split.label}, ${name}`,
    })),
  )
  return [byPercentile, ...groups]
}

/**
 * Loads a chart of percentiles. Percentiles of several series cannot be added up, so that beyond the eight that rest on
 * most nothing is drawn, and the answer says so; its figures are over all.
 */
export async function loadPercentiles(
  ctx: TeamContext,
  query: ChartQuery,
  { thing, splits, ...rest }: PercentilePlan,
): Promise<ChartData> {
  const plan: ChartPlan<Dimension> = {
    ...rest,
    unit: 'milliseconds',
    form: 'lines',
    groups: groupsOf(splits),
  }
  const scope = await chartScope(ctx, query, plan)
  const { teamId, filters, group } = scope
  const quantiles = NAMES.map((name) => QUANTILES[name])
  const read = (window: MetricWindow, by: readonly Dimension[], total: boolean) =>
    readPercentiles(teamId, { window, filters, thing, by: [...by], quantiles, total })
  const [cells, earlierCells, [whole], [earlierWhole]] = await Promise.all([
    read(scope.window, group.by, false),
    query.compare ? read(scope.before, group.by, false) : [],
    read(scope.window, [], true),
    read(scope.before, [], true),
  ])
  const now = cells.flatMap((cell) => toCells(cell, group))
  const before = earlierCells.flatMap((cell) => toCells(cell, group))
  const { top, others } = rank([...now, ...before], group)
  const series = await nameSeries(teamId, group, { top, others: [] }, scope.runs, '')
  return assembleChart(
    plan,
    scope,
    series,
    { cells: now, total: mainOf(whole) },
    { cells: query.compare ? before : null, total: mainOf(earlierWhole) },
    {
      answer:
        tell(plan, scope, whole, earlierWhole) +
        (others.length === 0 ? '' : `; the ${top.length} with most are drawn, ${others.length} are not`),
    },
  )
}

/** The percentiles of a cell as series of their own, or the one asked for as that of its key. */
function toCells(cell: PercentileCell, group: ChartGroup<Dimension>): Cell[] {
  const at = cell.at ?? ''
  const keys = group.by.map((dimension) => cell.keys[dimension] ?? NO_KEY)
  return NAMES.flatMap((name, place) => {
    const figure = { at, ...measured(cell.values[place] ?? 0, cell.n) }
    if (keys.length === 0) return [{ ...figure, series: name }]
    return group.value.endsWith(splitName('', name)) ? [{ ...figure, series: keys.join(JOINT) }] : []
  })
}

/** Percentiles in their order; others by what they rest on. */
function rank(cells: readonly Cell[], group: ChartGroup<Dimension>): ReturnType<typeof topGroups> {
  const weights = new Map<string, number>()
  for (const { series, n } of cells) weights.set(series, (weights.get(series) ?? 0) + n)
  if (group.by.length > 0) return topGroups(weights)
  return { top: NAMES.filter((name) => weights.has(name)), others: [] }
}

function mainOf(cell: PercentileCell | undefined): ChartTotal {
  return cell === undefined ? { value: null, n: 0 } : measured(cell.values[NAMES.indexOf(MAIN)] ?? 0, cell.n)
}

/** `p50 1.2 s, p95 8.3 s and p99 20 s in 7 days, p95 12 % more than in the 7 days before, n = 812 calls`. */
function tell(
  plan: ChartPlan<Dimension>,
  { span }: ChartScope<Dimension>,
  whole: PercentileCell | undefined,
  earlier: PercentileCell | undefined,
): string {
  if (whole === undefined) return answerChart(plan, mainOf(whole), null, span)
  const [p50, p95, p99] = NAMES.map((name, place) => `${name} ${formatDuration(whole.values[place] ?? 0)}`)
  const change = tellChange(plan.unit, mainOf(whole), mainOf(earlier), span.before).replace(
    ', ',
    `, ${MAIN} `,
  )
  return `${p50}, ${p95} and ${p99} ${span.during}${change}, n = ${formatPlural(whole.n, plan.noun)}`
}
