import { Panel } from '@/components/ui/panel'
import { RelativeTime } from '@/components/ui/relative-time'
import type { BudgetEvent } from '@/lib/domain/budget'

const DID = {
  'budget.create': 'set',
  'budget.update': 'changed',
  'budget.delete': 'removed',
  'budget.restore': 'brought back',
} satisfies Record<BudgetEvent['action'], string>

/** Who set, changed and removed budgets. */
export function BudgetHistory({ history }: { history: readonly BudgetEvent[] }) {
  if (history.length === 0) return null
  return (
    <Panel title="History" note="from the audit log">
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
