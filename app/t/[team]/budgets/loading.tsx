import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function BudgetsLoading() {
  return (
    <>
      <PageHeader title="Budgets" />
      <Skeleton className="h-64" />
    </>
  )
}
