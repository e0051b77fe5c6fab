'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import { useQueryState } from 'nuqs'
import { useOverview } from '@/components/queries/use-overview'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import type { Overview } from '@/lib/domain/overview'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { formatDay } from '@/lib/format/format-time'
import { LatestRuns } from './latest-runs'
import { NeedsYou } from './needs-you'
import { CostChart, OutcomeChart } from './overview-charts'
import { parseRange, RANGE_OPTIONS } from './overview-range'
import { OverviewTiles } from './overview-tiles'

type OverviewBoardProps = { teamSlug: string; role: Role; initial: Overview }

/** The overview, kept live: counters, charts, what needs a person, the newest runs. */
export function OverviewBoard({ teamSlug, role, initial }: OverviewBoardProps) {
  const { data: overview = initial } = useOverview(teamSlug, initial)
  const [range, setRange] = useQueryState('range', parseRange)
  const today = overview.costPerDay.at(-1)?.day
  return (
    <>
      <PageHeader
        title="Overview"
        badges={today ? <span className="text-dim">Today, {formatDay(today)} (UTC)</span> : null}
        actions={
          <>
            <Segmented
              label="Range of the charts"
              value={range}
              options={RANGE_OPTIONS}
              onValueChange={(next) => void setRange(next)}
            />
            {can(role, 'launch') ? (
              <Button asChild variant="primary">
                <Link href={`/t/${teamSlug}/launch`}>
                  <Play aria-hidden /> Launch workflow
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid gap-3">
        <OverviewTiles teamSlug={teamSlug} overview={overview} />
        <div className="grid gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_20rem]">
          <CostChart overview={overview} days={Number(range)} />
          <OutcomeChart overview={overview} days={Number(range)} />
          <NeedsYou teamSlug={teamSlug} overview={overview} mayReview={can(role, 'review')} />
        </div>
        <LatestRuns teamSlug={teamSlug} runs={overview.latestRuns} mayLaunch={can(role, 'launch')} />
      </div>
    </>
  )
}
