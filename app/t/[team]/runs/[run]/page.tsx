import type { Metadata } from 'next'
import { cache } from 'react'
import { can } from '@/lib/domain/roles'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { getRun } from '@/lib/runs/get-run'
import { orNotFound } from '../../or-not-found'
import { RunView } from './run-view'

type Props = { params: Promise<{ team: string; run: string }> }

/** One read for the title and the page. */
const loadRun = cache(async (team: string, run: string) => {
  const ctx = await loadTeamPage(team)
  return { ctx, detail: await orNotFound(getRun(ctx, run)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, run } = await params
  const { detail } = await loadRun(team, run)
  return { title: detail.run.targetPath }
}

export default async function RunPage({ params }: Props) {
  const { team, run } = await params
  const { ctx, detail } = await loadRun(team, run)
  return (
    <RunView
      team={ctx.teamSlug}
      initial={detail}
      mayLaunch={can(ctx.role, 'launch')}
      mayReview={can(ctx.role, 'review')}
    />
  )
}
