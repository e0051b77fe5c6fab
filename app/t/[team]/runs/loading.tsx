import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** The runs table while it loads: facets, search, rows. */
export default function RunsLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Runs" />
      <div className="grid gap-5 lg:grid-cols-[160px_minmax(0,1fr)]">
        <Skeleton className="hidden h-96 lg:block" />
        <div className="grid gap-3">
          <Skeleton className="h-8" />
          <Skeleton className="h-120" />
        </div>
      </div>
    </div>
  )
}
