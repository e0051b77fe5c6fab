import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <div>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          title="There is nothing here"
          action={
            <Button asChild>
              <Link href="/">Go to your team</Link>
            </Button>
          }
        >
          The address is wrong, or it belongs to a team that you are not a member of.
        </EmptyState>
      </div>
    </main>
  )
}
