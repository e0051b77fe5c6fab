'use client'

import { DayChart } from '@/components/charts/day-chart'
import type { DaySeries } from '@/components/charts/day-series'
import type { TrendPoint } from '@/lib/domain/finding-verdict'
import { formatCount, formatPlural } from '@/lib/format/format-count'

const SERIES = [
  { key: 'found', label: 'first seen', color: '--run' },
  { key: 'accepted', label: 'accepted', color: '--verified' },
  { key: 'dismissed', label: 'dismissed', color: '--template', pattern: 'stripes' },
  { key: 'fixed', label: 'fixed', color: '--verified', pattern: 'dots' },
] as const satisfies readonly DaySeries[]

/** What was found, judged and fixed, day by day. */
export function TrendChart({ trend, days }: { trend: readonly TrendPoint[]; days: number }) {
  const sum = (key: (typeof SERIES)[number]['key']) => trend.reduce((total, point) => total + point[key], 0)
  return (
    <DayChart
      title="Findings per day"
      note={`${formatPlural(sum('found'), 'finding')} first seen, ${formatCount(sum('fixed'))} fixed in ${days} days`}
      days={trend.map(({ day, ...values }) => ({ day, values }))}
      series={SERIES}
      format={formatCount}
      emptyText="Launch a code review: what it finds, and what becomes of it, is drawn here."
    />
  )
}
