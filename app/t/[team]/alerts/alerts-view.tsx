'use client'

import { BellOff, CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { AlertList } from '@/components/alerts/alert-list'
import { useAlerts } from '@/components/queries/use-alerts'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { AlertList as Alerts } from '@/lib/domain/alert'
import { formatPlural } from '@/lib/format/format-count'
import { AlertsNav } from './alerts-nav'

/** What is wrong now, and what was. */
export function AlertsView({ teamSlug, initial }: { teamSlug: string; initial: Alerts }) {
  const { data = initial } = useAlerts(teamSlug, initial)
  return (
    <>
      <PageHeader title="Alerts" note={`${formatPlural(data.rules, 'rule')} watched, live.`} />
      <AlertsNav team={teamSlug} current="alerts" />
      <div className="grid gap-3">
        <Panel title="Now" note={`n = ${data.open.length}`}>
          {data.open.length > 0 ? (
            <AlertList label="Open alerts" team={teamSlug} alerts={data.open} />
          ) : data.rules === 0 ? (
            <EmptyState
              icon={BellOff}
              title="No rule is on"
              action={
                <Button asChild>
                  <Link href={`/t/${teamSlug}/alerts/rules`}>To the rules</Link>
                </Button>
              }
            >
              Nobody is told of anything until a rule is switched on.
            </EmptyState>
          ) : (
            <EmptyState icon={CircleCheck} title="Nothing fires">
              What goes wrong is shown here and told through the team’s channels.
            </EmptyState>
          )}
        </Panel>
        {data.past.length === 0 ? null : (
          <Panel title="Over" note={`the newest ${data.past.length}`}>
            <AlertList label="Alerts that are over" team={teamSlug} alerts={data.past} />
          </Panel>
        )}
      </div>
    </>
  )
}
