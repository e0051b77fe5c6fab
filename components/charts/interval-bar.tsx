import { cn } from '@/components/ui/cn'

type IntervalBarProps = {
  /** all between 0 and 1 */
  share: number
  low: number
  high: number
  /** a line across that the interval is judged by, 0 to 1 */
  mark?: number
  className?: string
}

/** A share with its bounds on a scale from 0 to 1: a band, and a tick where it is. Decorative: the figures stand beside it. */
export function IntervalBar({ share, low, high, mark, className }: IntervalBarProps) {
  return (
    <div
      aria-hidden
      className={cn('relative h-4 w-full min-w-28 overflow-hidden rounded bg-line-soft', className)}
    >
      <div
        className="absolute inset-y-1 rounded-full bg-accent/35"
        style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
      />
      {mark === undefined ? null : (
        <div
          className="absolute inset-y-0 border-faint border-l border-dashed"
          style={{ left: `${mark * 100}%` }}
        />
      )}
      <div
        className="absolute inset-y-0 w-0.75 -translate-x-1/2 rounded bg-accent"
        style={{ left: `clamp(1.5px, ${share * 100}%, calc(100% - 1.5px))` }}
      />
    </div>
  )
}
