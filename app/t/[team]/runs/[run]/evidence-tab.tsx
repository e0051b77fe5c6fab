'use client'

import { FlaskConical } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { CheckDetails } from './check-details'
import { useRunPage } from './run-context'
import { TryBar } from './try-switch'
import { useRunUrl } from './use-run-url'

/** Every execution of one try, newest first: what was run, how it ended, what it measured. */
export function EvidenceTab() {
  const { detail, shownTry } = useRunPage()
  const [url] = useRunUrl()
  const checks = detail.checks.filter((check) => check.tryNumber === shownTry).toReversed()
  if (checks.length === 0) {
    return (
      <>
        <TryBar what="Executions" />
        <EmptyState icon={FlaskConical} title="Nothing was executed yet">
          Each execution of the tests is kept here with its command, exit code and log.
        </EmptyState>
      </>
    )
  }
  const open = url.check ?? checks.find((check) => check.required)?.id ?? checks[0]?.id
  return (
    <>
      <TryBar what="Executions" />
      <ul className="divide-y divide-line-soft">
        {checks.map((check) => (
          <li key={check.id}>
            <CheckDetails
              key={`${check.id} ${check.id === open}`}
              check={check}
              initiallyOpen={check.id === open}
            />
          </li>
        ))}
      </ul>
    </>
  )
}
