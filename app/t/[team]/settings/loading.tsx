import { Skeleton } from '@/components/ui/skeleton'

export default function SettingsLoading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3">
      <Skeleton className="h-48" />
      <Skeleton className="h-32" />
    </div>
  )
}
