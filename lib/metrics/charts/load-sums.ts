import 'server-only'
import type { ChartData, ChartQuery, ChartTotal } from '@/lib/domain/chart'
import type { MetricFilters, MetricWindow } from '@/lib/domain/metric'
import type { TeamContext } from '@/lib/teams/team-context'
import { answerChart } from './answer-chart'
import { assembleChart } from './assemble-chart'
import type { ChartPlan } from './chart-plan'
import { type ChartScope, chartScope } from './chart-scope'
import { ALL, NO_KEY, nameSeries } from './name-series'
import {
  type Measure,
  measureAll,
  measureCells,
  measureSeries,
  NOTHING,
  type Part,
  sumAll,
} from './sum-parts'
import { topGroups } from './top-groups'

interface Row<Dimension extends string, Read> {
  at: string | null
  keys: Partial<Record<Dimension, string | null>>
  figures: Read
}

/** A chart whose figures are worked out from sums. */
export interface SumPlan<Dimension extends string, Read, Figures extends Record<string, number>>
  extends ChartPlan<Dimension> {
  read: (
    teamId: string,
    ask: { window: MetricWindow; filters: Partial<MetricFilters>; by: Dimension[]; total?: boolean },
  ) => Promise<Row<Dimension, Read>[]>
  /** read by beside the split, for `part` */
  alsoBy?: readonly Dimension[]
  /** what of a row counts; null: nothing */
  part: (row: Row<Dimension, Read>) => Figures | null
  measure: Measure<Figures>
  /** how much was looked at in a row, where the figures are only of a part of it */
  lookedAt?: (row: Row<Dimension, Read>) => number
  /** what the answer tells, where that is not what the points come to */
  answer?: Pick<ChartPlan, 'unit' | 'noun' | 'says'> & {
    measure: Measure<Figures>
    /** what else is told, behind n; empty: nothing */
    also?: (sum: Figures) => string
  }
  /** what the one series of a chart is called that is not split */
  whole: string
}

/**
 * Loads a chart of sums: rows are read by bucket and split, added up by series (the eight largest, and the others
 * together) and measured. Of the window before only the total is read, as the answer compares with it, unless it is drawn.
 */
export async function loadSums<Dimension extends string, Read, Figures extends Record<string, number>>(
  ctx: TeamContext,
  query: ChartQuery,
  plan: SumPlan<Dimension, Read, Figures>,
  now = new Date(),
): Promise<ChartData> {
  const scope = await chartScope(ctx, query, plan, now)
  const { teamId, filters, group } = scope
  const also = plan.alsoBy ?? []
  const split = { filters, by: [...new Set([...group.by, ...also])] }
  const whole = { filters, by: [...also], total: true }
  const [rows, earlierRows] = await Promise.all([
    plan.read(teamId, { window: scope.window, ...split }),
    plan.read(teamId, { window: scope.before, ...(query.compare ? split : whole) }),
  ])
  const parts = toParts(rows, group.by[0], plan.part)
  const earlier = toParts(earlierRows, group.by[0], plan.part)
  const drawn = query.compare ? [...parts, ...earlier] : parts
  const grouped = topGroups(weigh(measureSeries(drawn, plan.measure), plan))
  const series = await nameSeries(teamId, group, grouped, scope.runs, plan.whole)
  return assembleChart(
    plan,
    scope,
    series,
    { cells: measureCells(parts, grouped.top, plan.measure), total: measureAll(parts, plan.measure) },
    {
      cells: query.compare ? measureCells(earlier, grouped.top, plan.measure) : null,
      total: measureAll(earlier, plan.measure),
    },
    {
      answer: answerOf(plan, parts, earlier, scope.span),
      lookedAt: lookedAtOf(plan, rows, parts),
    },
  )
}

function lookedAtOf<Dimension extends string, Read, Figures extends Record<string, number>>(
  { answer, measure, lookedAt }: SumPlan<Dimension, Read, Figures>,
  rows: readonly Row<Dimension, Read>[],
  parts: readonly Part<Figures>[],
): number {
  if (lookedAt !== undefined) return rows.reduce((sum, row) => sum + lookedAt(row), 0)
  return measureAll(parts, answer?.measure ?? measure).n
}

/** What the chart's answer says, where that is not what its points come to. */
function answerOf<Dimension extends string, Read, Figures extends Record<string, number>>(
  { answer }: SumPlan<Dimension, Read, Figures>,
  parts: readonly Part<Figures>[],
  earlier: readonly Part<Figures>[],
  span: ChartScope['span'],
): string | undefined {
  if (answer === undefined) return undefined
  const [sum, sumBefore] = [sumAll(parts), sumAll(earlier)]
  const also = sum === undefined ? '' : (answer.also?.(sum) ?? '')
  const totalOf = (of: Figures | undefined) => (of === undefined ? NOTHING : answer.measure(of))
  return answerChart(answer, totalOf(sum), totalOf(sumBefore), span) + (also === '' ? '' : `; ${also}`)
}

function toParts<Dimension extends string, Read, Figures>(
  rows: readonly Row<Dimension, Read>[],
  split: Dimension | undefined,
  partOf: (row: Row<Dimension, Read>) => Figures | null,
): Part<Figures>[] {
  return rows.flatMap((row) => {
    const figures = partOf(row)
    if (figures === null) return []
    return [{ at: row.at ?? '', series: split === undefined ? ALL : (row.keys[split] ?? NO_KEY), figures }]
  })
}

/** What adds up is ranked by its size, anything else by what it rests on. */
function weigh(
  totals: ReadonlyMap<string, ChartTotal>,
  { form }: Pick<ChartPlan, 'form'>,
): Map<string, number> {
  return new Map([...totals].map(([key, { value, n }]) => [key, form === 'stacked-bars' ? (value ?? 0) : n]))
}
