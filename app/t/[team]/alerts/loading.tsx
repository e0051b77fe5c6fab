import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function AlertsLoading() {
  return (
    <>
      <PageHeader title="Alerts" />
      <Skeleton className="h-64" />
    </>
  )
}
