import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** A dashboard while it loads: its pages, range and filters, charts. */
export default function DashboardLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Dashboards" />
      <Skeleton className="mb-4 h-9" />
      <Skeleton className="mb-3 h-8 max-w-xl" />
      <div className="grid gap-3 xl:grid-cols-2">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="h-81" />
        ))}
      </div>
    </div>
  )
}
