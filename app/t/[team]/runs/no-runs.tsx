import { Filter, ListChecks } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

type NoRunsProps = { team: string; filtered: boolean; mayLaunch: boolean; onClear: () => void }

/** No run at all, or none that matches: what to do in either case. */
export function NoRuns({ team, filtered, mayLaunch, onClear }: NoRunsProps) {
  if (filtered) {
    return (
      <EmptyState
        icon={Filter}
        title="No run matches these filters"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        Take one off, or search for another target.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ListChecks}
      title="No runs yet"
      action={
        mayLaunch ? (
          <Button variant="primary" asChild>
            <Link href={`/t/${team}/launch`}>Launch a workflow</Link>
          </Button>
        ) : null
      }
    >
      Choose modules and a workflow: each module becomes a run, and its output is executed before you see it.
    </EmptyState>
  )
}
