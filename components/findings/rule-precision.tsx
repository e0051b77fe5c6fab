import { IntervalBar } from '@/components/charts/interval-bar'
import type { RuleStats } from '@/lib/domain/finding-verdict'
import { formatPlural } from '@/lib/format/format-count'

/** How often people agreed with a rule: share, 95 % bounds and n. */
export function RulePrecision({ stats }: { stats: Pick<RuleStats, 'precision' | 'n'> }) {
  const { precision, n } = stats
  if (precision === null) return <span className="text-dim">nobody judged it yet</span>
  const percent = (share: number) => Math.round(share * 100)
  return (
    <span className="flex items-center justify-end gap-2.5">
      <IntervalBar {...precision} className="max-w-32 max-sm:hidden" />
      <span
        className="whitespace-nowrap"
        title={`95 % interval ${percent(precision.low)} to ${percent(precision.high)} %, from ${formatPlural(n, 'verdict')}`}
      >
        {percent(precision.share)} %{' '}
        <span className="text-faint text-xs">
          {percent(precision.low)}–{percent(precision.high)} · n = {n}
        </span>
      </span>
    </span>
  )
}
