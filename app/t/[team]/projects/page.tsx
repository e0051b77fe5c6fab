import type { Metadata } from 'next'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listProjects } from '@/lib/projects/list-projects'
import { ProjectList } from './project-list'

export const metadata: Metadata = { title: 'Projects' }

type Props = { params: Promise<{ team: string }> }

export default async function ProjectsPage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  return <ProjectList teamSlug={ctx.teamSlug} role={ctx.role} initial={await listProjects(ctx)} />
}
