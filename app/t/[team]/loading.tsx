import { Skeleton } from '@/components/ui/skeleton'

/** Shown while any page of the team loads: a title and blocks of about the right size. */
export default function TeamLoading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3">
      <Skeleton className="mb-1 h-8 w-56" />
      <div className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-5 max-lg:[&>:first-child]:col-span-2">
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <Skeleton key={key} className="h-30" />
        ))}
      </div>
      <Skeleton className="h-72" />
      <Skeleton className="h-72" />
    </div>
  )
}
