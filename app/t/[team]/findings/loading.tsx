import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** Findings while they load: pages, facets, search, rows. */
export default function FindingsLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Findings" />
      <Skeleton className="mb-4 h-9" />
      <div className="grid gap-5 lg:grid-cols-[170px_minmax(0,1fr)]">
        <Skeleton className="hidden h-96 lg:block" />
        <div className="grid gap-3">
          <Skeleton className="h-8" />
          <Skeleton className="h-120" />
        </div>
      </div>
    </div>
  )
}
