import 'server-only'
import type { ChartData, ChartSeries, ChartTotal } from '@/lib/domain/chart'
import { formatPlural } from '@/lib/format/format-count'
import { answerChart } from './answer-chart'
import type { Cell, ChartPlan } from './chart-plan'
import type { ChartScope } from './chart-scope'
import { fillPoints } from './fill-points'
import { tellEmpty } from './tell-empty'

/** What was measured in one window. */
export interface Measured {
  cells: readonly Cell[]
  total: ChartTotal
}

/** The line that answers a chart's question, and how much was looked at for it. */
interface Told {
  answer: string
  lookedAt: number
}

/** A chart from its plan and what was measured. `before`: of the window before, at least the total; `cells` when it is drawn. */
export async function assembleChart(
  plan: ChartPlan,
  scope: ChartScope,
  series: ChartSeries[],
  now: Measured,
  before: { cells: readonly Cell[] | null; total: ChartTotal } | null,
  told?: Partial<Told>,
): Promise<ChartData> {
  const { window } = scope
  const { lookedAt = now.total.n } = told ?? {}
  const answer =
    told?.answer ??
    (lookedAt > 0 && now.total.value === null
      ? `None ${scope.span.during}, n = ${formatPlural(0, plan.noun)}`
      : answerChart(plan, now.total, before?.total ?? null, scope.span))
  const isEmpty = now.cells.every(({ value }) => value === null)
  const keys = series.map(({ key }) => key)
  return {
    id: plan.id,
    title: plan.title,
    answer,
    unit: plan.unit,
    form: plan.form,
    noun: plan.noun,
    ...window,
    series,
    points: fillPoints(window, keys, now.cells),
    total: now.total,
    previous:
      before === null || before.cells === null
        ? null
        : { points: fillPoints(scope.before, keys, before.cells), total: before.total },
    target: plan.target ?? null,
    group: scope.group.value,
    groups: plan.groups.map(({ value, label }) => ({ value, label })),
    ignored: scope.ignored,
    hasLooked: lookedAt > 0,
    emptyText: isEmpty ? await tellEmpty(plan, scope, lookedAt) : plan.emptyText,
  }
}
