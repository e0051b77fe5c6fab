import { DayChart } from '@/components/charts/day-chart'
import type { DaySeries } from '@/components/charts/day-series'
import { VERDICT_WORD } from '@/components/ui/verdict-word'
import type { Overview } from '@/lib/domain/overview'
import { formatCalls } from '@/lib/format/format-calls'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

type OverviewChartProps = { overview: Overview; days: number }

const COST: readonly DaySeries[] = [{ key: 'cost', label: 'model calls', color: '--model' }]

const OUTCOMES = [
  { key: 'verified', label: 'verified', color: '--verified' },
  { key: 'unverified', label: 'unverified', color: '--warn', pattern: 'stripes' },
  { key: 'rejected', label: VERDICT_WORD.rejected, color: '--bad', pattern: 'cross' },
  { key: 'failed', label: 'failed', color: '--bad', pattern: 'dots' },
  { key: 'cancelled', label: 'cancelled', color: '--template' },
] as const satisfies readonly DaySeries[]

/** What the days cost. */
export function CostChart({ overview, days }: OverviewChartProps) {
  const shown = overview.costPerDay.slice(-days)
  const total = shown.reduce((sum, day) => sum + day.costNanoUsd, 0)
  const calls = shown.reduce((sum, day) => sum + day.calls, 0)
  const failed = shown.reduce((sum, day) => sum + day.failedCalls, 0)
  return (
    <DayChart
      title="Cost per day"
      note={`${formatMoney(total)} in ${days} days, n = ${formatCalls(calls, failed)}`}
      days={shown.map((day) => ({ day: day.day, values: { cost: day.costNanoUsd } }))}
      series={COST}
      format={formatMoney}
      emptyText="Nothing was spent. Runs without a model cost nothing."
    />
  )
}

/** How the runs of the days ended. */
export function OutcomeChart({ overview, days }: OverviewChartProps) {
  const shown = overview.outcomePerDay.slice(-days)
  const sum = (key: (typeof OUTCOMES)[number]['key']) => shown.reduce((total, day) => total + day[key], 0)
  const judged = sum('verified') + sum('unverified') + sum('rejected')
  const answer = judged === 0 ? 'no verdict' : `${formatPercent(sum('verified') / judged)} verified`
  return (
    <DayChart
      title="Outcome per day"
      note={`${answer} in ${days} days, n = ${formatPlural(judged, 'run')}`}
      days={shown.map(({ day, ...values }) => ({ day, values }))}
      series={OUTCOMES}
      format={formatCount}
      emptyText="No run has ended in these days. Launch one and watch it here."
    />
  )
}
