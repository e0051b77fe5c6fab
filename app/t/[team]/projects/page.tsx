import type { Metadata } from 'next'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listProjects } from '@/lib/projects/list-projects'
import { ProjectList } from './project-list'

export const metadata: Metadata = { title: 'Projects' }

type Props = { params: Promise<{ team: string }>; searchParams: Promise<{ archived?: string }> }

export default async function ProjectsPage({ params, searchParams }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const archived = (await searchParams).archived === '1'
  return (
    <ProjectList
      key={String(archived)}
      teamSlug={ctx.teamSlug}
      role={ctx.role}
      which={archived ? 'archived' : 'in-use'}
      initial={await listProjects(ctx, { archived })}
    />
  )
}
