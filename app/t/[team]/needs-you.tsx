import { BellRing, CircleCheck, ScanSearch, UserCheck, Wallet, WifiOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import type { Overview } from '@/lib/domain/overview'
import { formatPlural } from '@/lib/format/format-count'

type NeedsYouProps = { teamSlug: string; overview: Overview; mayReview: boolean }

/** What waits for a person. */
export function NeedsYou({ teamSlug, overview, mayReview }: NeedsYouProps) {
  const { workerAlive, activeRuns, firingAlerts, firingNames, tightBudgets } = overview
  // Who may not review is not asked to.
  const needsReview = mayReview ? overview.needsReview : 0
  const urgentFindings = mayReview ? overview.urgentFindings : 0
  const stalled = !workerAlive && activeRuns > 0
  const isQuiet = [firingAlerts, tightBudgets, needsReview, urgentFindings].every((count) => count === 0)
  return (
    <Panel title="Needs you">
      <ul className="divide-y divide-line-soft">
        {stalled ? (
          <Row icon={<WifiOff className="text-warn" aria-hidden />} href={`/t/${teamSlug}/settings/runtime`}>
            No worker is alive: {formatPlural(activeRuns, 'run')} {activeRuns === 1 ? 'waits' : 'wait'}
          </Row>
        ) : null}
        {firingAlerts > 0 ? (
          <Row icon={<BellRing className="text-bad" aria-hidden />} href={`/t/${teamSlug}/alerts`}>
            <span className="min-w-0 wrap-anywhere">
              {formatPlural(firingAlerts, 'alert')} {firingAlerts === 1 ? 'fires' : 'fire'}
              <span className="block text-dim text-sm">
                {firingNames.join(' · ')}
                {firingAlerts > firingNames.length ? ' …' : ''}
              </span>
            </span>
          </Row>
        ) : null}
        {tightBudgets > 0 ? (
          <Row icon={<Wallet className="text-warn" aria-hidden />} href={`/t/${teamSlug}/budgets`}>
            {formatPlural(tightBudgets, 'budget')} {tightBudgets === 1 ? 'is' : 'are'} at 80 % or above
          </Row>
        ) : null}
        {needsReview > 0 ? (
          <Row
            icon={<UserCheck className="text-run" aria-hidden />}
            href={`/t/${teamSlug}/runs?review=to-review`}
          >
            {overview.needsReviewCapped ? 'At least ' : ''}
            {formatPlural(needsReview, 'output')} to review
          </Row>
        ) : null}
        {urgentFindings > 0 ? (
          <Row
            icon={<ScanSearch className="text-bad" aria-hidden />}
            href={`/t/${teamSlug}/findings?severity=critical,high&state=open`}
          >
            {formatPlural(urgentFindings, 'critical or high finding')} to judge
          </Row>
        ) : null}
        {!stalled && isQuiet ? (
          <li className="flex items-center gap-2.5 px-3.5 py-2 text-dim">
            <CircleCheck className="size-4 shrink-0 text-verified" aria-hidden /> Nothing waits for you.
          </li>
        ) : null}
      </ul>
    </Panel>
  )
}

function Row({ icon, href, children }: { icon: ReactNode; href: string; children: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        className="flex items-center gap-2.5 px-3.5 py-2 hover:bg-line-soft focus-visible:outline-offset-[-2px] [&_svg]:size-4 [&_svg]:shrink-0"
      >
        {icon}
        {children}
      </Link>
    </li>
  )
}
