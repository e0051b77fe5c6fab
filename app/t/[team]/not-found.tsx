import { EmptyState } from '@/components/ui/empty-state'

export default function TeamNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="There is nothing here">
        The address is wrong, the thing was removed, or your role may not see it.
      </EmptyState>
    </>
  )
}
