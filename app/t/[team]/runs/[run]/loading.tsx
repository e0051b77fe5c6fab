import { Skeleton } from '@/components/ui/skeleton'

/** The run page while it loads: header, waterfall, result. */
export default function RunLoading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-2 h-8 w-72" />
      <Skeleton className="mb-4 h-5 w-120 max-w-full" />
      <div className="grid gap-3 lg:grid-cols-[minmax(320px,1fr)_minmax(0,1.7fr)]">
        <Skeleton className="h-80" />
        <Skeleton className="h-150" />
      </div>
    </div>
  )
}
