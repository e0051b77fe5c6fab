import { cn } from './cn'

/** A share as a thin bar, the height of a sparkline; null keeps its place. Decorative: the figure stands beside it. */
export function Meter({ share, className }: { share: number | null; className?: string }) {
  return (
    <div aria-hidden className="flex h-6.5 items-center">
      {share === null ? null : (
        <div className="h-1.5 w-full overflow-hidden rounded-full bg-line-soft">
          <div className={cn('h-full rounded-full', className)} style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  )
}
