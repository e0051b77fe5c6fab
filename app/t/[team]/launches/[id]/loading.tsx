import { Skeleton } from '@/components/ui/skeleton'

/** A launch while it loads: header, progress, runs. */
export default function LaunchProgressLoading() {
  return (
    <div aria-busy className="grid gap-3">
      <Skeleton className="h-14 w-96 max-w-full" />
      <Skeleton className="h-24" />
      <Skeleton className="h-96" />
    </div>
  )
}
