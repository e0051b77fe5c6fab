import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** Rules while they load. */
export default function RulesLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Rules" />
      <Skeleton className="mb-4 h-9" />
      <Skeleton className="h-120" />
    </div>
  )
}
