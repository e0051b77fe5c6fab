import { Check, Minus } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { CheckState } from './tree-selection'

/** Draws a tri-state box; its row carries the meaning (`aria-checked`). */
export function CheckMark({ state }: { state: CheckState }) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-4 shrink-0 place-items-center rounded-sm border',
        state === 'none' ? 'border-control bg-panel' : 'border-ink bg-ink text-bg',
      )}
    >
      {state === 'all' ? <Check className="size-3" strokeWidth={3} /> : null}
      {state === 'some' ? <Minus className="size-3" strokeWidth={3} /> : null}
    </span>
  )
}
