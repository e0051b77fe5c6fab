import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { BudgetEvent } from '@/lib/domain/budget'

const DID = {
  'budget.create': 'set',
  'budget.update': 'changed',
  'budget.delete': 'removed',
  'budget.restore': 'brought back',
} satisfies Record<BudgetEvent['action'], string>

type BudgetHistoryProps = { teamSlug: string; history: readonly BudgetEvent[]; editable: boolean }

/** Who set, changed and removed budgets: the newest acts; whoever may read the audit log finds all of them there. */
export function BudgetHistory({ teamSlug, history, editable }: BudgetHistoryProps) {
  if (history.length === 0) return null
  return (
    <Panel
      title="History"
      note={`the newest ${history.length}, from the audit log`}
      actions={
        editable ? (
          <Button asChild variant="ghost" size="sm">
            <Link href={`/t/${teamSlug}/settings/audit?about=budget`}>All, with filters</Link>
          </Button>
        ) : null
      }
    >
      <ul className="divide-y divide-line-soft">
        {history.map((event) => (
          <li key={event.id} className="flex flex-wrap gap-x-1.5 px-3.5 py-2">
            <span className="font-medium">{event.who}</span> {DID[event.action]} the {event.what}
            <RelativeTime time={event.at} className="text-dim" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
