import Link from 'next/link'
import { useBudgetHistory } from '@/components/queries/use-budgets'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { BudgetEvent, BudgetHistory as History } from '@/lib/domain/budget'

const DID = {
  'budget.create': 'set',
  'budget.update': 'changed',
  'budget.delete': 'removed',
  'budget.restore': 'brought back',
} satisfies Record<BudgetEvent['action'], string>

type BudgetHistoryProps = { teamSlug: string; initial: History; editable: boolean }

/** Who set, changed and removed budgets, page by page; whoever may read the audit log can filter it there. */
export function BudgetHistory({ teamSlug, initial, editable }: BudgetHistoryProps) {
  const list = useBudgetHistory(teamSlug, initial)
  const history = list.data.pages.flatMap((page) => page.history)
  if (history.length === 0) return null
  return (
    <Panel
      title="History"
      note={`n = ${history.length}${list.hasNextPage ? '+' : ''}, from the audit log`}
      actions={
        editable ? (
          <Button asChild variant="ghost" size="sm">
            <Link href={`/t/${teamSlug}/settings/audit?about=budget`}>All, with filters</Link>
          </Button>
        ) : null
      }
    >
      <ul aria-label="History of budgets" className="divide-y divide-line-soft">
        {history.map((event) => (
          <li key={event.id} className="flex flex-wrap gap-x-1.5 px-3.5 py-2">
            <span className="font-medium">{event.who}</span> {DID[event.action]} the {event.what}
            <RelativeTime time={event.at} className="text-dim" />
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="flex items-center justify-center gap-2 border-line-soft border-t p-2">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older ones
          </Button>
          {list.isFetchNextPageError ? (
            <span role="status" className="text-bad text-sm">
              They could not be loaded. Try again.
            </span>
          ) : null}
        </div>
      ) : null}
    </Panel>
  )
}
