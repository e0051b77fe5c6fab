'use client'

import { ChartPanel } from '@/components/charts/chart-panel'
import { dayContent } from '@/components/charts/day-content'
import { VERDICT_WORD } from '@/components/ui/verdict-word'
import type { Overview } from '@/lib/domain/overview'
import { formatCalls } from '@/lib/format/format-calls'
import { formatPlural } from '@/lib/format/format-count'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

type OverviewChartProps = { overview: Overview; days: number }

const COST = [{ key: 'cost', label: 'model calls', color: '--model' }]

const OUTCOMES = [
  { key: 'verified', label: 'verified', color: '--verified' },
  { key: 'unverified', label: 'unverified', color: '--warn' },
  { key: 'rejected', label: VERDICT_WORD.rejected, color: '--bad' },
  { key: 'failed', label: 'failed', color: '--chart-4' },
  { key: 'cancelled', label: 'cancelled', color: '--template' },
] as const

/** What the days cost. */
export function CostChart({ overview, days }: OverviewChartProps) {
  // Hidden from this viewer.
  if (overview.costPerDay.length === 0) return null
  const shown = overview.costPerDay.slice(-days)
  const total = shown.reduce((sum, day) => sum + day.costNanoUsd, 0)
  const calls = shown.reduce((sum, day) => sum + day.calls, 0)
  const failed = shown.reduce((sum, day) => sum + day.failedCalls, 0)
  return (
    <ChartPanel
      fileName="cost-per-day"
      chart={dayContent({
        title: 'Cost per day',
        answer: `${formatMoney(total)} in ${days} days, n = ${formatCalls(calls, failed)}`,
        unit: 'money',
        noun: 'call',
        series: COST,
        days: shown.map((day) => ({
          day: day.day,
          values: { cost: day.costNanoUsd },
          n: { cost: day.calls },
        })),
        emptyText: 'Nothing was spent. Runs without a model cost nothing.',
      })}
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
    <ChartPanel
      fileName="outcome-per-day"
      chart={dayContent({
        title: 'Outcome per day',
        answer: `${answer} in ${days} days, n = ${formatPlural(judged, 'run')}`,
        unit: 'count',
        noun: 'run',
        series: OUTCOMES,
        days: shown.map(({ day, ...values }) => ({ day, values })),
        emptyText: 'No run has ended in these days. Launch one and watch it here.',
      })}
    />
  )
}
