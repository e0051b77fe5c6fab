import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** The launch form while it loads: what, which workflow, how. */
export default function LaunchLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Launch" />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_320px] xl:grid-cols-[minmax(0,1fr)_270px_320px]">
        <Skeleton className="h-120" />
        <Skeleton className="h-100" />
        <Skeleton className="h-60" />
      </div>
    </div>
  )
}
