import { cn } from '@/components/ui/cn'
import type { BudgetRow } from '@/lib/domain/budget'
import { formatPercent } from '@/lib/format/format-percent'

/** Spent, then reserved, as parts of the limit. Decorative but for its percentage: the figures stand beside it. */
export function BudgetBar({ budget }: { budget: BudgetRow }) {
  const { spentNanoUsd, reservedNanoUsd, limitNanoUsd } = budget
  const spent = Math.min(spentNanoUsd / limitNanoUsd, 1)
  const reserved = Math.min(reservedNanoUsd / limitNanoUsd, 1 - spent)
  const tone = spent >= 1 ? 'bg-bad' : spent >= 0.8 ? 'bg-warn' : 'bg-accent'
  return (
    <div className="flex items-center gap-2">
      <div aria-hidden className="flex h-1.5 min-w-20 flex-1 overflow-hidden rounded-full bg-line-soft">
        <div className={tone} style={{ width: `${spent * 100}%` }} />
        <div className={cn(tone, 'opacity-40')} style={{ width: `${reserved * 100}%` }} />
      </div>
      <span className="w-12 text-right text-dim text-xs">{formatPercent(spentNanoUsd / limitNanoUsd)}</span>
    </div>
  )
}
