import type { Metadata } from 'next'
import Link from 'next/link'
import { createLoader, parseAsString, type SearchParams } from 'nuqs/server'
import { PageHeader } from '@/components/ui/page-header'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { findTrend } from '@/lib/findings/find-trend'
import { getReliability } from '@/lib/findings/get-reliability'
import { FindingsNav } from '../findings-nav'
import { ReliabilityPanel } from './reliability-panel'
import { TrendChart } from './trend-chart'

export const metadata: Metadata = { title: 'Learning' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> }

const loadChoice = createLoader({ project: parseAsString })

const DAYS = 30

/** What verdicts taught: of all projects, or of the one whose list led here. */
export default async function LearningPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const project = (await loadChoice(searchParams)).project ?? undefined
  const [report, trend] = await Promise.all([
    getReliability(ctx, { project }),
    findTrend(ctx, { project, days: DAYS }),
  ])
  const home = `/t/${ctx.teamSlug}/findings`
  return (
    <>
      <PageHeader
        title="Learning"
        crumbs={[{ label: 'Findings', href: home }]}
        note={
          project === undefined ? (
            'What verdicts taught, and whether confidence means what it says.'
          ) : (
            <p>
              Of the project {project} alone.{' '}
              <Link href={`${home}/learning`} className="underline underline-offset-4">
                All projects
              </Link>
            </p>
          )
        }
      />
      <FindingsNav team={ctx.teamSlug} current="learning" />
      <div className="grid gap-3">
        <ReliabilityPanel report={report} />
        <TrendChart trend={trend} days={DAYS} />
      </div>
    </>
  )
}
