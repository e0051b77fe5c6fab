import { TriangleAlert } from 'lucide-react'
import { describeWarning } from '@/components/budgets/describe-warning'
import { RelativeTime } from '@/components/ui/relative-time'
import type { BudgetWarningRow } from '@/lib/domain/budget'

/** The marks that budgets have passed in their present periods. */
export function WarningList({ warnings }: { warnings: readonly BudgetWarningRow[] }) {
  if (warnings.length === 0) return null
  return (
    <ul className="grid gap-1 rounded-lg border bg-warn-soft px-3.5 py-2.5 text-warn">
      {warnings.map((warning) => (
        <li key={warning.id} className="flex items-start gap-2">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            {describeWarning(warning)} <RelativeTime time={warning.at} className="text-sm" />
          </span>
        </li>
      ))}
    </ul>
  )
}
