import 'server-only'
import type { ChartData, ChartSeries, ChartTotal } from '@/lib/domain/chart'
import { answerChart } from './answer-chart'
import type { Cell, ChartPlan } from './chart-plan'
import type { ChartScope } from './chart-scope'
import { fillPoints } from './fill-points'

/** What was measured in one window. */
export interface Measured {
  cells: readonly Cell[]
  total: ChartTotal
}

/** A chart from its plan and what was measured. `before`: of the window before, at least the total; `cells` when it is drawn. */
export function assembleChart(
  plan: ChartPlan,
  scope: ChartScope,
  series: ChartSeries[],
  now: Measured,
  before: { cells: readonly Cell[] | null; total: ChartTotal } | null,
  answer = answerChart(plan, now.total, before?.total ?? null, scope.span),
): ChartData {
  const { window } = scope
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
    emptyText: plan.emptyText,
  }
}
