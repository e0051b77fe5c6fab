import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

/** The reliability plot and the trend while they load. */
export default function LearningLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Learning" />
      <Skeleton className="mb-4 h-9" />
      <div className="grid gap-3">
        <Skeleton className="h-96" />
        <Skeleton className="h-72" />
      </div>
    </div>
  )
}
