'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import { useOverview } from '@/components/queries/use-overview'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { PageHeader } from '@/components/ui/page-header'
import type { CriteriaBoard } from '@/lib/domain/criterion'
import type { Overview } from '@/lib/domain/overview'
import { can } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'
import { formatDay } from '@/lib/format/format-time'
import { CriteriaPanel } from './criteria-panel'
import { LatestRuns } from './latest-runs'
import { NeedsYou } from './needs-you'
import { OverviewTiles } from './overview-tiles'
import { SpendPanel } from './spend-panel'

type OverviewBoardProps = {
  teamSlug: string
  role: Role
  initial: Overview
  /** undefined: could not be answered; the panel asks again and says why */
  criteria: CriteriaBoard | undefined
}

/** The overview, kept live: today, what needs a person, spend against its budget, the plan's criteria, the latest runs. */
export function OverviewBoard({ teamSlug, role, initial, criteria }: OverviewBoardProps) {
  const { data: overview = initial } = useOverview(teamSlug, initial)
  const { today, timeZone, seesCosts, latestRuns } = overview
  const mayManage = can(role, 'manage-settings')
  return (
    <>
      <PageHeader
        title="Overview"
        badges={
          <span className="text-dim">
            Today, {formatDay(today.from, timeZone)} ({timeZone})
          </span>
        }
        actions={
          can(role, 'launch') ? (
            <Button asChild variant="primary">
              <Link href={`/t/${teamSlug}/launch`}>
                <Play aria-hidden /> Launch workflow
              </Link>
            </Button>
          ) : null
        }
      />
      <div className="grid gap-3">
        <OverviewTiles teamSlug={teamSlug} overview={overview} />
        <div className={cn('grid gap-3', seesCosts && 'xl:grid-cols-2')}>
          <NeedsYou teamSlug={teamSlug} overview={overview} mayReview={can(role, 'review')} />
          {seesCosts ? <SpendPanel teamSlug={teamSlug} overview={overview} mayManage={mayManage} /> : null}
        </div>
        <CriteriaPanel teamSlug={teamSlug} mayEdit={mayManage} initial={criteria} />
        <LatestRuns teamSlug={teamSlug} runs={latestRuns} mayLaunch={can(role, 'launch')} />
      </div>
    </>
  )
}
