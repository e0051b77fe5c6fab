'use client'

import { ChartPanel } from '@/components/charts/chart-panel'
import { dayContent } from '@/components/charts/day-content'
import type { TrendPoint } from '@/lib/domain/finding-verdict'
import { formatCount, formatPlural } from '@/lib/format/format-count'

const SERIES = [
  { key: 'found', label: 'first seen', color: '--run' },
  { key: 'accepted', label: 'accepted', color: '--verified' },
  { key: 'dismissed', label: 'dismissed', color: '--template' },
  { key: 'fixed', label: 'fixed', color: '--chart-3' },
] as const

/** What was found, judged and fixed, day by day. */
export function TrendChart({ trend, days }: { trend: readonly TrendPoint[]; days: number }) {
  const sum = (key: (typeof SERIES)[number]['key']) => trend.reduce((total, point) => total + point[key], 0)
  return (
    <ChartPanel
      fileName="findings-per-day"
      chart={dayContent({
        title: 'Findings per day',
        answer: `${formatPlural(sum('found'), 'finding')} first seen, ${formatCount(sum('fixed'))} fixed in ${days} days`,
        unit: 'count',
        noun: 'finding',
        // One finding may be seen, accepted and fixed on a day: stacked it would count three times.
        form: 'lines',
        series: SERIES,
        days: trend.map(({ day, ...values }) => ({ day, values })),
        emptyText: 'Launch a code review: what it finds, and what becomes of it, is drawn here.',
      })}
    />
  )
}
